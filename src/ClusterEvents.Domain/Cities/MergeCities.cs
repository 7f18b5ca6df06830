using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Cities;

/// <summary>
/// Cities were merged into one that keeps its key. History is not rewritten: what was recorded about a predecessor
/// stays with it.
/// </summary>
/// <param name="Successor">The city that continues; the merger is recorded on its stream, which the route
/// names.</param>
/// <param name="Predecessors">The cities that were absorbed, without the successor.</param>
/// <param name="EffectiveOn">The first day of the merged city.</param>
/// <param name="LegalBasis">The resolution or law behind it.</param>
public sealed record CitiesMerged(
    [OwnStream, City(CityRole.Acts)] CityId Successor, [City(CityRole.Acts)] IReadOnlyList<CityId> Predecessors,
    DateOnly EffectiveOn, string LegalBasis)
    : Activity, INamesItsStream, IChecked, ITakesEffect, IEnds
{
    DateOnly? ITakesEffect.EffectiveOn => EffectiveOn;

    DateOnly? IEnds.EndedFrom => EffectiveOn;

    IEnumerable<StreamKey> IEnds.EndedOn(StreamKey own) => Predecessors.Select(city => city.Stream);

    // Implemented explicitly, so that it is not a field of the event.
    (string Field, StreamKey Key) INamesItsStream.Itself => ("successor", Successor.Stream);

    public IEnumerable<(string Field, Fault Fault)> Errors()
    {
        if (Scope != Scope.City) yield return ("scope", "scope-only-city");
        // An exported event names the cities it was resolved to, so naming exactly those is accepted.
        if (CityIds is { } named && !named.ToHashSet().SetEquals([Successor, .. Predecessors]))
            yield return ("cityIds", "merger-names-its-cities");
    }
}

public static class MergeCities
{
    public static readonly ActivityType Type = ActivityType.Of<CitiesMerged, City>(
        nameof(MergeCities), "/v1/cities/{id}/mergers", ("Sáp nhập địa phương", "Cities merged"),
        Opens.Never, Reach.CitiesOnly, Right.Office, Validate, Describe,
        claims: merged => merged.Predecessors.Select(Absorbed),
        // The last is that of a retraction, which returns the codes of the predecessors.
        ruleCodes:
        [
            "successor-is-predecessor", "mergers-form-a-circle", "city-merged", "city-already-merged",
            "gso-code-taken-over",
        ]);

    private static IEnumerable<Rejection> Validate(CitiesMerged merged, City? successor, DecisionContext context)
    {
        if (merged.Predecessors.Contains(merged.Successor))
            yield return Rejection.Rule(
                new Fault("successor-is-predecessor", ("city", merged.Successor)), "predecessors");
        if (context.MergerOf(merged.Successor) is { } merger && merger.From <= merged.EffectiveOn)
            yield return Rejection.Rule(merger.Fault(merged.Successor), "successor");
        foreach (var city in merged.Predecessors)
            if (successor?.AbsorbedOn(city) is not null) yield return Absorbed(city).Taken;
            else if (Continues(merged.Successor, city, context))
                yield return Rejection.Rule(
                    new Fault("mergers-form-a-circle", ("city", merged.Successor), ("successor", city)),
                    "predecessors");
            else if (city != merged.Successor && context.State<City>(city.Stream)?.LastChange is { } last
                && last >= merged.EffectiveOn)
                yield return Rejection.Rule("city-merged", new Fault("city-changed-later",
                    ("city", city), ("day", merged.EffectiveOn), ("last", last)), "effectiveOn");
    }

    /// <summary>Whether a city is, by a merger on record or by several, a part of another one.</summary>
    private static bool Continues(CityId part, CityId whole, DecisionContext context)
    {
        var seen = new HashSet<CityId>();
        for (var city = part; seen.Add(city) && context.MergerOf(city) is { } merger; city = merger.Into)
            if (merger.Into == whole) return true;
        return false;
    }

    /// <summary>A city is absorbed once. Other streams do not show it, so a claim prevents a second merger.</summary>
    private static Claim Absorbed(CityId city) => new(Claim.OfAbsorbed(city),
        Rejection.Rule(new Fault("city-already-merged", ("city", city)), "predecessors"));

    private static DisplayText Describe(CitiesMerged merged, Language language) => new(
        language.In("Sáp nhập đơn vị hành chính", "Cities merged"),
        DisplayFormat.Line(
            $"{NameReference.To(merged.Predecessors)} → {NameReference.To(merged.Successor)}",
            language.In($"Từ ngày {language.In(merged.EffectiveOn)}", $"From {language.In(merged.EffectiveOn)}"),
            merged.LegalBasis));
}
