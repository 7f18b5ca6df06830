using System.Collections.Immutable;

namespace ClusterEvents.Recording;

/// <summary>
/// What decisions read of a stream: its events folded by a pure function, without clock, chance or look-up.
/// </summary>
public interface IStreamState<TSelf> where TSelf : class, IStreamState<TSelf>
{
    /// <summary>The kind of its streams, as in their keys.</summary>
    static abstract string Kind { get; }

    /// <summary>The state after one more event; the same state where the event does not matter to decisions.</summary>
    static abstract TSelf? Apply(TSelf? state, Activity activity);
}

/// <summary>A state that knows which cluster it belongs to, so that what is added need not say it again.</summary>
public interface IBelongsToCluster
{
    string? ClusterId { get; }
}

/// <summary>A cluster's members over time.</summary>
public interface IMembership
{
    /// <summary>The members on that day, in the order of their keys.</summary>
    ImmutableArray<CityId> MembersOn(DateOnly day);
}

/// <summary>An edition of a campaign, as far as other activities must know it.</summary>
public interface IEdition
{
    /// <summary>The last day that belongs to it; null while it is open, or where that is not known.</summary>
    DateOnly? LastDay { get; }
}

/// <summary>A stream at a version: how its activities read by then, and the state that decisions see.</summary>
public sealed record FoldedStream(long Version, object? State, ImmutableList<Reading> Readings)
{
    public static readonly FoldedStream Absent = new(0, null, []);

    public bool Exists => Version > 0;

    /// <summary>The activities as they read by then, but for those that are retracted.</summary>
    public IEnumerable<Activity> Current => Readings.Where(reading => !reading.Retracted).Select(r => r.Activity);

    /// <summary>The reading of one activity; null where it is not on this stream.</summary>
    public Reading? Find(Guid activityId) => Readings.Find(reading => reading.ActivityId == activityId);
}

/// <summary>Folds streams of one kind.</summary>
public sealed record StreamFold(string Kind, Func<object?, Activity, object?> Apply)
{
    /// <summary>The state that the readings make: what was retracted does not count.</summary>
    public object? StateOf(IEnumerable<Reading> readings) => readings.Aggregate((object?)null, With);

    /// <summary>The state with one more reading.</summary>
    public object? With(object? state, Reading reading) => reading.Retracted ? state : Apply(state, reading.Activity);

    public static StreamFold Of<TState>() where TState : class, IStreamState<TState> =>
        new(TState.Kind, (state, activity) => TState.Apply((TState?)state, activity));
}
