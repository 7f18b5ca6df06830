namespace ClusterEvents.Domain.Cities;

/// <summary>A name of a city.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsoCode">Its code of ISO 3166-2, such as VN-CT.</param>
/// <param name="From">The first day of the name; null if unlimited.</param>
public sealed record CityName(string Name, string? IsoCode, DateOnly? From);
