using System.ComponentModel.DataAnnotations;

namespace ClusterEvents.Domain.Model;

/// <summary>An organisation as named that day; its city where it belongs to one. Not the city itself.</summary>
public sealed record Organisation(string Name, CityId? CityId);
