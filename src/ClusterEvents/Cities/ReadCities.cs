using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Cities;

/// <summary>A city as it is listed.</summary>
public sealed record CityView(
    string CityId, string Name, string GsoCode, string? IsoCode, DateOnly? ValidFrom, string Timeline);

/// <summary>Read the register of cities.</summary>
public static class ReadCities
{
    [WolverineGet("/v1/cities")]
    [EndpointSummary("List cities")]
    public static async Task<IReadOnlyList<CityView>> Get(Registers registers, CancellationToken cancel)
    {
        var cities = await registers.ListAsync<CityRegistered>(RegisterCity.Type, cancel);
        return [.. cities.Select(city => View(city.Stream.Id, city.Opening))];
    }

    private static CityView View(string id, CityRegistered city) =>
        new(id, city.Name, city.GsoCode, city.IsoCode, city.ValidFrom, $"/v1/timelines/cities/{id}");
}
