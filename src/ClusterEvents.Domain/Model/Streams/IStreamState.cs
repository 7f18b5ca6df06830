using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Streams;

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
