using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Recording.Queries;

/// <summary>The query of a route that shows what was known at a point in time.</summary>
public sealed record KnownAtQuery
{
    /// <summary>
    /// A position, an instant with its offset, or a day (its end in Asia/Ho_Chi_Minh): shows what was known then,
    /// without later corrections.
    /// </summary>
    public KnownAt? KnownAt { get; init; }
}
