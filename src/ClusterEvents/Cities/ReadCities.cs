using System.Collections.Immutable;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Binding;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ClusterEvents.Cities;

/// <summary>A city as it is listed. One that was merged into another stays listed: its history is its own.</summary>
/// <param name="Predecessors">The cities that were merged into it.</param>
/// <param name="MergedInto">The city that it was merged into; left out while it goes on.</param>
/// <param name="EffectiveOn">The first day of the city that it was merged into.</param>
public sealed record CityView(
    string CityId, string Name, string GsoCode, string? IsoCode, DateOnly? ValidFrom,
    IReadOnlyList<CityId> Predecessors, CityId? MergedInto, DateOnly? EffectiveOn, string Timeline);

/// <summary>Read the register of cities.</summary>
public static class ReadCities
{
    [WolverineGet("/v1/cities")]
    [EndpointSummary("List cities")]
    [ProducesResponseType<IReadOnlyList<CityView>>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(HttpContext http, Registers registers)
    {
        var faults = new Faults();
        var known = Registers.ReadKnown(http.Request.Query, faults);
        if (!faults.None) return Answers.Problem(faults.Found);
        var cities = await registers.ListAsync<CityRegistered>(
            RegisterCity.Type, city => city.Name, known, http.RequestAborted);
        var absorbed = cities.ToDictionary(
            city => new CityId(city.Key.Id), city => (city.Stream.State as City)?.Absorbed ?? []);
        return TypedResults.Ok(cities.Select(city => View(new(city.Key.Id), city.Opening, absorbed)).ToArray());
    }

    private static CityView View(
        CityId id, CityRegistered city, Dictionary<CityId, ImmutableArray<Absorption>> absorbed)
    {
        var (into, merger) = absorbed.SelectMany(city => city.Value, (city, merger) => (Into: city.Key, Merger: merger))
            .LastOrDefault(one => one.Merger.City == id);
        return new(
            id.Value, city.Name, city.GsoCode, city.IsoCode, city.ValidFrom,
            [.. absorbed[id].Select(one => one.City)], merger is null ? null : into, merger?.EffectiveOn,
            $"/v1/timelines/cities/{id}");
    }
}
