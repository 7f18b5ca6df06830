using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Cities;

/// <summary>The state of a city, as decisions and lists read it.</summary>
/// <param name="Names">Its names, in the order in which they took effect.</param>
/// <param name="GsoCode">Its registered GSO code.</param>
/// <param name="Absorbed">The cities that were merged into it, in the order in which that took effect.</param>
public sealed record City(ImmutableArray<CityName> Names, string GsoCode, ImmutableArray<Absorption> Absorbed)
    : IStreamState<City>, IAbsorbsCities, INamed
{
    public static string Kind => StreamKinds.City;

    public static City? Apply(City? state, Activity activity) => (state, activity) switch
    {
        (_, CityRegistered registered) => new(
            [new(registered.Name, registered.IsoCode, registered.ValidFrom)], registered.GsoCode, []),
        ({ } city, CityRenamed renamed) => city with
        {
            Names = city.Names.Add(
                new(renamed.Name, renamed.IsoCode ?? city.Names[^1].IsoCode, renamed.EffectiveOn)),
        },
        ({ } city, CitiesMerged merged) => city with
        {
            Absorbed =
                [.. city.Absorbed, .. merged.Predecessors.Select(one => new Absorption(one, merged.EffectiveOn))],
        },
        _ => state,
    };

    /// <summary>Its name on a day; its first name on days before.</summary>
    public CityName NameOn(DateOnly day) => Names.LastOrDefault(name => !(name.From > day)) ?? Names[0];

    public string? NameIn(Language language, string part, DateOnly? day) => NameOn(day ?? DateOnly.MaxValue).Name;

    public DateOnly? AbsorbedOn(CityId city) =>
        Absorbed.FirstOrDefault(absorption => absorption.City == city)?.EffectiveOn;

    /// <summary>The last day from which on something is on record of it: a name, or a city merged into it.</summary>
    public DateOnly? LastChange =>
        Names.Select(name => name.From).Concat(Absorbed.Select(one => (DateOnly?)one.EffectiveOn)).Max();

    /// <summary>The cities that were merged into it by a day.</summary>
    public IEnumerable<Absorption> AbsorbedBy(DateOnly day) =>
        Absorbed.Where(absorption => absorption.EffectiveOn <= day);
}
