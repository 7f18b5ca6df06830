namespace ClusterEvents.Domain.Model.Streams;

/// <summary>One event as read from the event store: the activity and its metadata.</summary>
/// <param name="Id">The id of the event.</param>
/// <param name="Stream">The stream that it was appended to.</param>
/// <param name="Version">Its version in that stream, from 1.</param>
/// <param name="Position">Its global sequence number in the store; increasing, with gaps.</param>
/// <param name="RecordedAt">When it was recorded, in UTC.</param>
/// <param name="RecordedBy">Who recorded it; null if the store has no recorder for it.</param>
/// <param name="Activity">The activity, upcast to the current version.</param>
/// <param name="Erased">JSON pointers (RFC 6901) to the personal fields that have been erased since.</param>
public sealed record StoredActivity(
    Guid Id, StreamKey Stream, long Version, long Position, DateTimeOffset RecordedAt, string? RecordedBy,
    Activity Activity, IReadOnlyCollection<string> Erased);
