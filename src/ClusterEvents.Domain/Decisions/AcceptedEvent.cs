using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Decisions;

/// <summary>An accepted draft on its way into the store.</summary>
public sealed record AcceptedEvent(
    Draft Draft, StreamKey Stream, long Version, Activity Activity, ClaimChange Claims, DateTimeOffset RecordedAt)
{
    /// <summary>The activity as it is stored.</summary>
    public string Data { get; } = RecordJson.Write(Activity);

    /// <summary>The pointers to the personal fields of its data.</summary>
    public required IReadOnlyList<string> Personal { get; init; }

    /// <summary>Its place in the record; 0 until it was appended.</summary>
    public long Position { get; set; }

    /// <summary>The answer; its position is known once the entry was appended.</summary>
    public Recorded Recorded => new(Draft.ActivityId, Stream, Version, Position, Duplicate: false);
}
