using JasperFx.Events;
using Marten;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>What one event did to a timeline.</summary>
/// <param name="Effect">added, corrected, moved-here, moved-away, retracted, reinstated or erased.</param>
/// <param name="Position">The event's position.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy">By whom.</param>
/// <param name="Reason">Why; null for what was added.</param>
/// <param name="ActivityId">The entry.</param>
/// <param name="Kind">The entry's kind.</param>
/// <param name="OccurredOn">When it occurred, as it reads after the event.</param>
/// <param name="Title">Its title, as it reads after the event.</param>
/// <param name="Event">The event's own data: for a correction, what was said and what should have been.</param>
public sealed record Difference(
    string Effect, long Position, DateTime RecordedAt, string? RecordedBy, string? Reason, Guid ActivityId, string Kind,
    DateOnly? OccurredOn, string Title, object Event);
