using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Recording.Queries;

/// <summary>The query of a route that shows what was known at a moment.</summary>
public sealed record KnownAtQuery
{
    /// <summary>
    /// A position, or an instant with its offset: as it was known then, later corrections undone.
    /// </summary>
    public KnownAt? KnownAt { get; init; }
}
