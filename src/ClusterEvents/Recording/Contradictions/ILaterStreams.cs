using ClusterEvents.Domain.Model;

namespace ClusterEvents.Recording.Contradictions;

/// <summary>Finds streams with entries of later days; implemented by Timelines.</summary>
public interface ILaterStreams
{
    /// <summary>The streams with entries on one of the timelines from a day on, of the earliest days.</summary>
    /// <param name="timelines">The timelines.</param>
    /// <param name="from">The day.</param>
    /// <param name="position">The position up to which entries are to be found.</param>
    /// <param name="cancel">Cancels the query.</param>
    Task<IReadOnlyList<StreamKey>> FindAsync(
        IReadOnlyCollection<StreamKey> timelines, DateOnly from, long position, CancellationToken cancel);
}
