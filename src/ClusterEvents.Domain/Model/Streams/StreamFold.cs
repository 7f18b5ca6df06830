using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>Folds streams of one kind.</summary>
public sealed record StreamFold(string Kind, Func<object?, Activity, object?> Apply)
{
    /// <summary>The state that the readings make: what was retracted does not count.</summary>
    public object? StateOf(IEnumerable<EntryState> entries) => entries.Aggregate((object?)null, With);

    /// <summary>The state with one more reading.</summary>
    public object? With(object? state, EntryState entry) => entry.Retracted ? state : Apply(state, entry.Activity);

    public static StreamFold Of<TState>() where TState : class, IStreamState<TState> =>
        new(TState.Kind, (state, activity) => TState.Apply((TState?)state, activity));
}
