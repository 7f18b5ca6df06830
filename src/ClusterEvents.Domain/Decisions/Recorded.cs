using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Decisions;

/// <summary>The response to a recording.</summary>
/// <param name="ActivityId">The id of the event.</param>
/// <param name="Stream">The stream it is on.</param>
/// <param name="Version">The stream's version after it.</param>
/// <param name="Position">Its global sequence number; increasing, with gaps.</param>
/// <param name="Duplicate">Whether it was on record before this request.</param>
public sealed record Recorded(Guid ActivityId, StreamKey Stream, long Version, long Position, bool Duplicate)
{
    /// <summary>Its receipt (C2SP tlog-proof), if the request asked for one.</summary>
    public string? Receipt { get; init; }

    /// <summary>
    /// The entries that stood already and may be the same fact, newest first, at most five: of the same kind, on the
    /// same day (a rough date stands for all of its days), of the same cities, and for a follow-up on the same stream.
    /// Absent if there are none.
    /// </summary>
    public IReadOnlyList<SimilarEntry>? Similar { get; init; }

    /// <summary>
    /// The entries on record that contradict the end of a membership, a city or an edition, at most twenty, by their
    /// days: correct or retract them, or this one. Absent if there are none.
    /// </summary>
    public IReadOnlyList<ContradictedEntry>? Contradicts { get; init; }
}
