using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Corrections;

/// <summary>A retracted entry was reinstated, in its state before the retraction.</summary>
public sealed record EntryReinstated(Guid TargetEventId, string Reason) : Activity, ICorrection
{
    public EntryState Correct(EntryState entry, EventCatalogue catalogue) => entry with { Retracted = false };
}

public static class ReinstateEntry
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<EntryReinstated>(
        nameof(ReinstateEntry), "/v1/activities/{activityId}/reinstatement",
        Describe, Validate, effect: "reinstated");

    private static IEnumerable<Rejection> Validate(EntryReinstated reinstatement, DecisionContext context)
    {
        var (stream, retracted) = context.Entry(reinstatement.TargetEventId);
        return retracted.Retracted
            ? ReinstatementRules.Rejections(stream, retracted, reinstatement.Correct(retracted, context.Catalogue), context)
            : [Rejection.Rule("not-retracted", "The entry is not retracted, so there is nothing to reinstate.")];
    }

    private static DisplayText Describe(EntryReinstated reinstatement, Language language) =>
        new(language.In("Khôi phục", "Reinstatement"), reinstatement.Reason);
}
