namespace ClusterEvents.Domain.Model.Streams;

/// <summary>Folds the events of one kind of stream into its state.</summary>
public sealed record StreamFold(string Kind, Func<object?, Activity, object?> Apply)
{
    /// <summary>The state folded from entries; retracted entries are skipped.</summary>
    public object? StateOf(IEnumerable<EntryState> entries) => entries.Aggregate((object?)null, With);

    /// <summary>The state after one more entry.</summary>
    public object? With(object? state, EntryState entry) => entry.Retracted ? state : Apply(state, entry.Activity);

    public static StreamFold Of<TState>() where TState : class, IStreamState<TState> =>
        new(TState.Kind, (state, activity) => TState.Apply((TState?)state, activity));
}
