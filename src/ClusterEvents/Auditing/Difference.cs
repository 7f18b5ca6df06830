namespace ClusterEvents.Auditing;

/// <summary>The effect of one event on a timeline.</summary>
/// <param name="Effect">
/// added, corrected, moved-here, moved-away, retracted, reinstated, disputed, dispute-withdrawn or erased.
/// </param>
/// <param name="Position">The event's position.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy">By whom.</param>
/// <param name="Reason">The reason given; null for new entries.</param>
/// <param name="ActivityId">The entry.</param>
/// <param name="Kind">The event type of the entry.</param>
/// <param name="OccurredOn">When it occurred, after the event.</param>
/// <param name="Title">Its title after the event.</param>
/// <param name="Event">The data of the event itself; for a correction the changed fields with old and new
/// values.</param>
public sealed record Difference(
    string Effect, long Position, DateTime RecordedAt, string? RecordedBy, string? Reason, Guid ActivityId, string Kind,
    DateOnly? OccurredOn, string Title, object Event);
