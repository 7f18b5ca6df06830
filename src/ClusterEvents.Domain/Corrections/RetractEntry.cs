using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// An entry was retracted: it should not have been recorded. It stays on record, marked, and can be reinstated.
/// </summary>
public sealed record EntryRetracted(Guid TargetEventId, [Personal(PersonalKind.Text)] string Reason)
    : Activity, ICorrection
{
    public EntryState Correct(EntryState entry, EventCatalogue catalogue) =>
        entry with { Retracted = true, DisputedBy = [] };
}

public static class RetractEntry
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<EntryRetracted>(
        nameof(RetractEntry), "/v1/activities/{activityId}/retraction", ("Rút lại", "Retraction"),
        Right.Target, Describe, Validate, effect: "retracted",
        ruleCodes: ["already-retracted"], asksRulesOfTarget: true);

    private static IReadOnlyList<Rejection> Validate(EntryRetracted retraction, DecisionContext context)
    {
        var (stream, entry) = context.Entry(retraction.TargetEventId);
        return entry.Retracted
            ? [Rejection.Rule("already-retracted", new Fault("retracted-before"))]
            : StateAtDay.RejectionsWithout(entry, stream, context);
    }

    private static DisplayText Describe(EntryRetracted retraction, Language language) =>
        new(language.In("Rút lại", "Retraction"), retraction.Reason);
}
