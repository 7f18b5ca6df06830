using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Model;

/// <summary>An official as publicly reported, with the rank and post held that day.</summary>
public sealed record Person(
    [property: Personal] string Name,
    [property: Personal] string? Rank,
    [property: Personal] string? Post,
    string? Unit);
