using System.Collections.Immutable;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Views;

/// <summary>A city in lists. A merged city stays listed, with its own history.</summary>
/// <param name="Predecessors">The cities that were merged into it.</param>
/// <param name="MergedInto">The city that it was merged into; absent if it was not merged.</param>
/// <param name="EffectiveOn">The first day of the merged city.</param>
public sealed record CityView(
    string CityId, string Name, string GsoCode, string? IsoCode, DateOnly? ValidFrom,
    IReadOnlyList<CityId> Predecessors, CityId? MergedInto, DateOnly? EffectiveOn, string Timeline);

/// <summary>Read the register of cities.</summary>
public static class ReadCities
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapRead("/v1/cities", Get)
        .WithTags("Cities").WithSummary("List cities")
        .Answers<IReadOnlyList<CityView>>("By name, as Vietnamese sorts names").Refuses(400);

    private static Task<IResult> Get(Asked<KnownAtQuery> asked, RegistryQuery registry, CancellationToken cancel) =>
        registry.AnswerAsync<CityRegistered, CityView>(asked, RegisterCity.Type, city => city.Name, View, cancel);

    private static IEnumerable<CityView> View(IReadOnlyList<RegisteredStream<CityRegistered>> cities)
    {
        var absorbed = cities.ToDictionary(
            city => new CityId(city.Key.Id), city => (city.Stream.State as City)?.Absorbed ?? []);
        return cities.Select(city => View(new(city.Key.Id), city.OpenedBy, absorbed));
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
