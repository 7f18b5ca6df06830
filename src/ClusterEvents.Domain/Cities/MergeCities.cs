using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Cities;

/// <summary>
/// Cities were merged into one that goes on under its key. History is not rewritten: what was recorded of a
/// predecessor stays with it.
/// </summary>
/// <param name="Successor">The city that goes on, whose stream the merger is added to; its route names it.</param>
/// <param name="Predecessors">The cities that were absorbed. The successor is none of them.</param>
/// <param name="EffectiveOn">The first day of the merged city.</param>
/// <param name="LegalBasis">The resolution or law that it rests on.</param>
public sealed record CitiesMerged(
    [OwnStream] CityId Successor, IReadOnlyList<CityId> Predecessors, DateOnly EffectiveOn, string LegalBasis)
    : Activity, IConcernsCities, INamesItsStream, IChecked, IBindsAll
{
    // Written out, so that they are no fields of the event; a malformed one may lack its predecessors.
    IReadOnlyList<CityId> IConcernsCities.Cities => [Successor, .. Predecessors ?? []];

    (string Field, StreamKey Key) INamesItsStream.Itself => ("successor", Successor.Stream);

    public IEnumerable<(string Field, string Fault)> Errors()
    {
        if (Scope != Scope.City) yield return ("scope", "must be City: a merger is no cluster's activity");
        // An export names the cities that it was resolved to; anything else than those would be another claim.
        if (CityIds is { } said && !said.ToHashSet().SetEquals([Successor, .. Predecessors]))
            yield return ("cityIds", "must be left out: the successor and its predecessors are meant");
    }
}

public static class MergeCities
{
    public static readonly ActivityType Type = ActivityType.Of<CitiesMerged, City>(
        nameof(MergeCities), "/v1/cities/{id}/mergers",
        Opens.Never, Reach.CitiesOnly, Validate, Describe,
        claims: merged => merged.Predecessors.Select(Absorbed));

    private static IEnumerable<Rejection> Validate(CitiesMerged merged, City? successor, DecisionContext context)
    {
        if (merged.Predecessors.Contains(merged.Successor))
            yield return Rejection.Rule("successor-is-predecessor",
                $"`{merged.Successor}` cannot be merged into itself. Leave it out of the predecessors.",
                "predecessors");
        foreach (var absorbing in merged.Predecessors.Where(city => context.State<City>(city.Stream) is { } predecessor
            && predecessor.Absorbed.Any(absorption => absorption.City == merged.Successor)))
            yield return Rejection.Rule("successor-was-merged",
                $"That `{merged.Successor}` was merged into `{absorbing}` is on record, so it cannot absorb it. "
                + "Leave it out, or correct that entry.", "predecessors");
    }

    /// <summary>A city is absorbed once. Its own stream does not hold that: the claim keeps a second one out.</summary>
    private static Claim Absorbed(CityId city) => new($"absorbed {city}",
        Rejection.Rule("city-already-merged",
            $"That `{city}` was merged into another city is on record. Leave it out, or correct that entry.",
            "predecessors"));

    private static DisplayText Describe(CitiesMerged merged, Language language) => new(
        language.In("Sáp nhập đơn vị hành chính", "Cities merged"),
        DisplayFormat.Line(
            $"{string.Join(", ", merged.Predecessors)} → {merged.Successor}",
            language.In($"Từ ngày {language.In(merged.EffectiveOn)}", $"From {language.In(merged.EffectiveOn)}"),
            merged.LegalBasis));
}
