namespace ClusterEvents.Auditing.Verification;

/// <summary>The result of an audit.</summary>
/// <param name="Clean">Whether nothing was found.</param>
/// <param name="StartedAt">When its snapshot was taken.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Position">The newest position in that snapshot.</param>
/// <param name="Events">The number of events read.</param>
/// <param name="Leaves">The number of leaves recomputed.</param>
/// <param name="Unsealed">The number of newest events without a leaf.</param>
/// <param name="Checkpoints">The number of checkpoints verified and compared with the tree.</param>
/// <param name="TimelinePosition">The position up to which timelines were projected and compared.</param>
/// <param name="Entries">The number of entry versions compared.</param>
/// <param name="Rows">The number of timeline rows compared.</param>
/// <param name="Listings">The number of listings of streams compared.</param>
/// <param name="Streams">The number of streams whose versions have no gap.</param>
/// <param name="Erased">The number of events whose personal fields were erased by an erasure on record.</param>
/// <param name="Root">The root of the tree at the newest checkpoint in base64; null before the first.</param>
/// <param name="FindingCount">The number of findings.</param>
/// <param name="Findings">The first findings.</param>
public sealed record AuditReport(
    bool Clean, DateTime StartedAt, DateTime FinishedAt, long Position, long Events, long Leaves, long Unsealed,
    long Checkpoints, long TimelinePosition, long Entries, long Rows, long Listings, long Streams, long Erased,
    string? Root, long FindingCount, IReadOnlyList<Finding> Findings)
{
    /// <summary>The number of newest leaves for which no checkpoint stands: nobody's signature covers them.</summary>
    public long UnsignedLeaves { get; init; }

    /// <summary>The verifier keys of the log that the store names, oldest first.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}
