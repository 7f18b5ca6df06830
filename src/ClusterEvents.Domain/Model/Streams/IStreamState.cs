namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// The state of a stream that decisions read: its events folded by a pure function, without clock, randomness or
/// lookups.
/// </summary>
public interface IStreamState<TSelf> where TSelf : class, IStreamState<TSelf>
{
    /// <summary>The kind of stream, as in stream keys.</summary>
    static abstract string Kind { get; }

    /// <summary>The state after one more event; the same instance if the event does not affect decisions.</summary>
    static abstract TSelf? Apply(TSelf? state, Activity activity);
}
