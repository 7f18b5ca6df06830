namespace ClusterEvents.Auditing.Verification;

/// <summary>What an audit looked at and what it found.</summary>
/// <param name="Clean">Whether nothing was found.</param>
/// <param name="StartedAt">When the snapshot was taken that it looked at.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Position">The newest position in that snapshot.</param>
/// <param name="Events">How many events it read.</param>
/// <param name="Leaves">How many leaves of the log it recomputed.</param>
/// <param name="Unsealed">How many of the newest events wait for their leaf.</param>
/// <param name="Checkpoints">How many checkpoints it verified, and held the tree against.</param>
/// <param name="TimelinePosition">Up to which position timelines were written; they were compared up to there.</param>
/// <param name="Entries">How many readings of activities it compared.</param>
/// <param name="Rows">How many timeline rows it compared.</param>
/// <param name="Streams">How many streams have versions without a gap.</param>
/// <param name="Erased">How many events have lost personal fields by an erasure on record.</param>
/// <param name="Root">The root of the tree at the newest checkpoint in base64; null before the first.</param>
/// <param name="FindingCount">How many findings there are.</param>
/// <param name="Findings">The first of them.</param>
public sealed record AuditReport(
    bool Clean, DateTime StartedAt, DateTime FinishedAt, long Position, long Events, long Leaves, long Unsealed,
    long Checkpoints, long TimelinePosition, long Entries, long Rows, long Streams, long Erased, string? Root,
    long FindingCount, IReadOnlyList<Finding> Findings);
