using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// A city that an entry names disputed it. The entry stays as it is; that it is disputed is shown beside it until it is
/// corrected or retracted, or the dispute is withdrawn.
/// </summary>
/// <param name="TargetEventId">The id of the disputed entry.</param>
/// <param name="City">The city that disputes it: one that it names, a guest as well.</param>
/// <param name="Reason">What the city has to say against it.</param>
public sealed record EntryDisputed(
    Guid TargetEventId, [City(CityRole.Acts)] CityId City, [Personal(PersonalKind.Text)] string Reason)
    : Activity, ICorrection
{
    public EntryState Correct(EntryState entry, EventCatalogue catalogue) =>
        entry with { DisputedBy = entry.DisputedBy.Add(City) };
}

public static class DisputeEntry
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<EntryDisputed>(
        nameof(DisputeEntry), "/v1/activities/{activityId}/disputes", ("Phản bác", "Dispute"),
        Right.OwnWord, Describe, Validate, effect: "disputed",
        ruleCodes: ["city-not-named", "already-retracted", "already-disputed"]);

    private static IEnumerable<Rejection> Validate(EntryDisputed dispute, DecisionContext context)
    {
        var entry = context.Entry(dispute.TargetEventId).Reading;
        CityId[] named = [.. NamedCities.All(entry.Activity)];
        if (!named.Contains(dispute.City))
            yield return Rejection.Rule("city-not-named", named.Length == 0 ? new Fault("no-city-named")
                : new Fault("city-not-named", ("city", dispute.City), ("cities", named)), "city");
        else if (entry.Retracted)
            yield return Rejection.Rule("already-retracted", new Fault("retracted-not-disputed"));
        else if (entry.DisputedBy.Contains(dispute.City))
            yield return Rejection.Rule(new Fault("already-disputed", ("city", dispute.City)), "city");
    }

    private static DisplayText Describe(EntryDisputed dispute, Language language) => new(
        language.In("Phản bác", "Dispute"),
        DisplayFormat.Line(NameReference.To(dispute.City), dispute.Reason));
}
