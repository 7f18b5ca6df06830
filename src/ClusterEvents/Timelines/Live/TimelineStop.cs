namespace ClusterEvents.Timelines.Live;

/// <summary>A moment at which a timeline changed.</summary>
/// <param name="Position">The position of the event that changed it.</param>
/// <param name="Kind">The type of that event.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy">Who recorded it.</param>
public sealed record TimelineStop(long Position, string Kind, DateTimeOffset RecordedAt, string? RecordedBy);
