using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// A retracted entry was reinstated, in its state before the retraction, because it would be accepted as a new
/// recording.
/// </summary>
public sealed record EntryReinstated(Guid TargetEventId, [Personal(PersonalKind.Text)] string Reason)
    : Activity, ICorrection
{
    public EntryState Correct(EntryState entry, EventCatalogue catalogue) => entry with { Retracted = false };
}

public static class ReinstateEntry
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<EntryReinstated>(
        nameof(ReinstateEntry), "/v1/activities/{activityId}/reinstatement", ("Khôi phục", "Reinstatement"),
        Right.Target, Describe, Validate, effect: "reinstated",
        ruleCodes: ["not-retracted"], asksRulesOfTarget: true);

    private static IReadOnlyList<Rejection> Validate(EntryReinstated reinstatement, DecisionContext context)
    {
        var (stream, entry) = context.Entry(reinstatement.TargetEventId);
        if (!entry.Retracted)
            return [Rejection.Rule("not-retracted")];
        var type = context.Catalogue.TypeOf(entry.Activity);
        Rejection[] references = [.. References.Rejections(type, entry.Activity, stream, context, entry)];
        return references.Length > 0 ? references : StateAtDay.Rejections(entry.Activity, stream, context, entry);
    }

    private static DisplayText Describe(EntryReinstated reinstatement, Language language) =>
        new(language.In("Khôi phục", "Reinstatement"), reinstatement.Reason);
}
