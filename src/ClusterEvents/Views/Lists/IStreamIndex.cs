using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Views.Lists;

/// <summary>
/// Finds streams by the event type of their entries, for example all directives, without loading the streams.
/// </summary>
public interface IStreamIndex
{
    /// <summary>
    /// The position that the answers refer to, and the position up to which entries are indexed; later ones are not
    /// found yet.
    /// </summary>
    Task<(long Position, long ShownUpTo)> PositionAsync(KnownAt? known, CancellationToken cancel);

    /// <summary>
    /// Streams whose entry occurred on or before a day, newest first: several complete days; empty if there are no
    /// more.
    /// </summary>
    Task<IReadOnlyList<OpenedStream>> OnOrBeforeAsync(string kind, DateOnly day, long position, CancellationToken cancel);

    /// <summary>Streams whose entry has no date.</summary>
    Task<IReadOnlyList<StreamKey>> UndatedAsync(string kind, long position, CancellationToken cancel);

    /// <summary>All streams with such an entry; null if there are too many to load at once.</summary>
    Task<IReadOnlyList<StreamKey>?> AllAsync(string kind, long position, CancellationToken cancel);
}
