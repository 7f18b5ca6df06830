using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Decisions;

/// <summary>An accepted draft on its way into the store.</summary>
public sealed record AcceptedEvent(
    Draft Draft, StreamKey Stream, long Version, Activity Activity, ClaimChange Claims, DateTimeOffset RecordedAt)
{
    /// <summary>The JSON of the activity as it is stored.</summary>
    public string Data { get; } = RecordJson.Write(Activity);

    /// <summary>JSON pointers to the personal fields in <see cref="Data"/>, and names of personal attributes.</summary>
    public required IReadOnlyList<string> Personal { get; init; }

    /// <summary>Its position in the store; 0 until it is appended.</summary>
    public long Position { get; set; }

    /// <summary>The response to the sender; complete only after the append, when the position is known.</summary>
    public Recorded Recorded => new(Draft.ActivityId, Stream, Version, Position, Duplicate: false);

    /// <summary>The event as it is read from the store.</summary>
    public StoredActivity Stored => new(
        Draft.ActivityId, Stream, Version, Position, RecordedAt, Draft.Original?.RecordedBy ?? Draft.By.Name, Activity,
        []);
}
