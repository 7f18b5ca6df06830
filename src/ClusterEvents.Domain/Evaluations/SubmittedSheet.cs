using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Evaluations;

/// <summary>One version of a city's score sheet.</summary>
public sealed record SubmittedSheet(CityId City, int Version);
