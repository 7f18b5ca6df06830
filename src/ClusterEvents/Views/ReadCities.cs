using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Views;

/// <summary>A city in lists. A merged city stays listed, with its own history.</summary>
/// <param name="Name">Its name today.</param>
/// <param name="Predecessors">The cities that were merged into it by today.</param>
/// <param name="MergedInto">The city that it was merged into; absent if it was not merged.</param>
/// <param name="EffectiveOn">The first day of the merged city.</param>
public sealed record CityView(
    string CityId, string Name, string GsoCode, string? IsoCode, DateOnly? ValidFrom,
    IReadOnlyList<CityId> Predecessors, CityId? MergedInto, DateOnly? EffectiveOn, string Timeline)
{
    /// <summary>Its names, in the order in which they took effect.</summary>
    public required IReadOnlyList<CityName> Names { get; init; }
}

/// <summary>Read the register of cities.</summary>
public static class ReadCities
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapRead("/v1/cities", Get).WithName("ListCities")
        .WithTags("Cities")
        .Answers<IReadOnlyList<CityView>>("By name, as Vietnamese sorts names").Refuses(400);

    private static Task<IResult> Get(
        Asked<KnownAtQuery> asked, RegistryQuery registry, TimeProvider time, CancellationToken cancel) =>
        registry.AnswerAsync<CityRegistered, CityView>(
            asked, RegisterCity.Type, city => city.Name, cities => View(cities, time.Today()), cancel);

    internal static IEnumerable<CityView> View(
        IReadOnlyList<RegisteredStream<CityRegistered>> registered, DateOnly today)
    {
        var cities = registered.Select(city => (Id: new CityId(city.Key.Id), State: city.Stream.State as City,
            Registered: city.OpenedBy)).Where(city => city.State is not null).ToArray();
        var mergers = cities.SelectMany(city => city.State!.AbsorbedBy(today),
            (city, merged) => (merged.City, Merger: new Merger(city.Id, merged.EffectiveOn)))
            .ToLookup(one => one.City, one => one.Merger);
        return cities.Select(city =>
            View(city.Id, city.Registered, city.State!, mergers[city.Id].LastOrDefault(), today));
    }

    private static CityView View(CityId id, CityRegistered registered, City city, Merger? merger, DateOnly today)
    {
        // A merged city keeps the name that it had on its last day.
        var name = city.NameOn(merger is null ? today : merger.From.AddDays(-1));
        return new(
            id.Value, name.Name, city.GsoCode, name.IsoCode, registered.ValidFrom,
            [.. city.AbsorbedBy(today).Select(one => one.City)], merger?.Into, merger?.From,
            $"/v1/timelines/cities/{id}")
        {
            Names = city.Names,
        };
    }
}
