using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Corrections;

/// <summary>A city withdrew its dispute of an entry. It may dispute it again.</summary>
/// <param name="TargetEventId">The id of the disputed entry.</param>
/// <param name="City">The city that disputed it.</param>
/// <param name="Reason">Why it is withdrawn.</param>
public sealed record DisputeWithdrawn(
    Guid TargetEventId, [City(CityRole.Acts)] CityId City, [Personal(PersonalKind.Text)] string Reason)
    : Activity, ICorrection
{
    public EntryState Correct(EntryState entry, EventCatalogue catalogue) =>
        entry with { DisputedBy = entry.DisputedBy.Remove(City) };
}

public static class WithdrawDispute
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<DisputeWithdrawn>(
        nameof(WithdrawDispute), "/v1/activities/{activityId}/disputes/withdrawal",
        ("Rút phản bác", "Dispute withdrawn"),
        Right.OwnWord, Describe, Validate, effect: "dispute-withdrawn",
        ruleCodes: ["not-disputed"]);

    private static IEnumerable<Rejection> Validate(DisputeWithdrawn withdrawn, DecisionContext context)
    {
        if (!context.Entry(withdrawn.TargetEventId).Reading.DisputedBy.Contains(withdrawn.City))
            yield return Rejection.Rule(new Fault("not-disputed", ("city", withdrawn.City)), "city");
    }

    private static DisplayText Describe(DisputeWithdrawn withdrawn, Language language) => new(
        language.In("Rút phản bác", "Dispute withdrawn"),
        DisplayFormat.Line(NameReference.To(withdrawn.City), withdrawn.Reason));
}
