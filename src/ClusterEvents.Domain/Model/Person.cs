using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Model;

/// <summary>An official as publicly reported, with the rank and post held that day.</summary>
public sealed record Person(
    [Personal(PersonalKind.Name)] string Name,
    [Personal(PersonalKind.Detail)] string? Rank,
    [Personal(PersonalKind.Detail)] string? Post,
    string? Unit);
