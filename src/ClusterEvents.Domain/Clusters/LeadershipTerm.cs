using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Clusters;

/// <summary>The leadership of a cluster in one year.</summary>
/// <param name="Lead">The lead unit's city.</param>
/// <param name="Deputy">The deputy unit's city.</param>
/// <param name="IsAssigned">Whether an assignment is on record, rather than only a handover.</param>
public sealed record LeadershipTerm(CityId Lead, CityId? Deputy, bool IsAssigned);
