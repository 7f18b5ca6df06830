using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Clusters;

/// <summary>The leadership of a cluster from a day on, until the next change for the same year.</summary>
/// <param name="Since">The day of the change; null if it is unknown.</param>
/// <param name="Lead">The lead unit's city.</param>
/// <param name="Deputy">The deputy unit's city.</param>
/// <param name="IsAssigned">Whether an assignment for the year is on record, rather than only a handover.</param>
/// <param name="Before">The lead until then, if a handover names it.</param>
public sealed record LeadershipChange(DateOnly? Since, CityId Lead, CityId? Deputy, bool IsAssigned, CityId? Before);
