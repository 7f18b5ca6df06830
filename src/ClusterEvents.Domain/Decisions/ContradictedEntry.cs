namespace ClusterEvents.Domain.Decisions;

/// <summary>An entry on record that cannot be so, if what was recorded now is so.</summary>
/// <param name="ActivityId">The id of its event.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="OccurredOn">Its day.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record ContradictedEntry(Guid ActivityId, string Kind, DateOnly? OccurredOn, string Reason);
