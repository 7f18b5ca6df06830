using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Decisions;

/// <summary>The answer to a recording.</summary>
/// <param name="ActivityId">The id of the event.</param>
/// <param name="Stream">The stream it is on.</param>
/// <param name="Version">The stream's version with it.</param>
/// <param name="Position">Its place in the order of recording; grows, with gaps.</param>
/// <param name="Duplicate">Whether it was on record before this request.</param>
public sealed record Recorded(Guid ActivityId, StreamKey Stream, long Version, long Position, bool Duplicate)
{
    /// <summary>Its receipt (C2SP tlog-proof), where the request preferred one.</summary>
    public string? Receipt { get; init; }
}
