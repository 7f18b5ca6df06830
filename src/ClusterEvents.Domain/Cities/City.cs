using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Cities;

/// <summary>The state of a city, as decisions and lists read it.</summary>
/// <param name="Name">Its registered name.</param>
/// <param name="GsoCode">Its registered GSO code.</param>
/// <param name="Absorbed">The cities that were merged into it, in the order of recording.</param>
public sealed record City(string Name, string GsoCode, ImmutableArray<Absorption> Absorbed) : IStreamState<City>
{
    public static string Kind => StreamKinds.City;

    public static City? Apply(City? state, Activity activity) => (state, activity) switch
    {
        (_, CityRegistered registered) => new(registered.Name, registered.GsoCode, []),
        ({ } city, CitiesMerged merged) => city with
        {
            Absorbed =
                [.. city.Absorbed, .. merged.Predecessors.Select(one => new Absorption(one, merged.EffectiveOn))],
        },
        _ => state,
    };
}
