using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Views.Lists;

/// <summary>
/// Finds streams by entries of one kind, such as all directives by how they were issued, without reading the streams:
/// see the folder of timelines.
/// </summary>
public interface IStreamIndex
{
    /// <summary>
    /// The position that answers hold for, the newest of what is known and shown; and how far all is shown: what was
    /// recorded after that is not found here yet.
    /// </summary>
    Task<(long Position, long ShownUpTo)> PositionAsync(KnownAt? known, CancellationToken cancel);

    /// <summary>
    /// Those that occurred on or before a day, the newest first; some whole days, and none where there are no more.
    /// </summary>
    Task<IReadOnlyList<OpenedStream>> OnOrBeforeAsync(string kind, DateOnly day, long position, CancellationToken cancel);

    /// <summary>Those that occurred on no known day.</summary>
    Task<IReadOnlyList<StreamKey>> UndatedAsync(string kind, long position, CancellationToken cancel);

    /// <summary>The streams that hold such an entry; null where they are too many to be read at once.</summary>
    Task<IReadOnlyList<StreamKey>?> AllAsync(string kind, long position, CancellationToken cancel);
}
