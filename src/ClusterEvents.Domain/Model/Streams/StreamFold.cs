namespace ClusterEvents.Domain.Model.Streams;

/// <summary>Folds the activities of one kind of stream into its state, one after the other.</summary>
public sealed record StreamFold(string Kind, Func<object?, Activity, object?> Apply)
{
    public static StreamFold Of<TState>() where TState : class, IStreamState<TState> =>
        new(TState.Kind, (state, activity) => TState.Apply((TState?)state, activity));
}
