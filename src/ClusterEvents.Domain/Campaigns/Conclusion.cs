namespace ClusterEvents.Domain.Campaigns;

/// <summary>The conclusion of a campaign edition by one cluster.</summary>
/// <param name="ConcludedOn">The day; null if it is unknown.</param>
/// <param name="LastDay">The last day on which it may have been concluded.</param>
public sealed record Conclusion(DateOnly? ConcludedOn, DateOnly? LastDay);
