namespace ClusterEvents.Domain.Model;

/// <summary>An organisation by the name it had that day, and its city if it belongs to one.</summary>
public sealed record Organisation(string Name, CityId? CityId);
