using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Cities;

/// <summary>A city that was merged into another one, and the first day of the merged city.</summary>
public sealed record Absorption(CityId City, DateOnly EffectiveOn);
