using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// An entry was retracted: it should not have been recorded. It stays on record, marked, and can be reinstated.
/// </summary>
public sealed record EntryRetracted(Guid TargetEventId, string Reason) : Activity, ICorrection
{
    public EntryState Correct(EntryState entry, EventCatalogue catalogue) => entry with { Retracted = true };
}

public static class RetractEntry
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<EntryRetracted>(
        nameof(RetractEntry), "/v1/activities/{activityId}/retraction",
        Describe, Validate, effect: "retracted");

    private static IEnumerable<Rejection> Validate(EntryRetracted retraction, DecisionContext context)
    {
        if (context.Entry(retraction.TargetEventId).Reading.Retracted)
            yield return Rejection.Rule("already-retracted",
                "The entry is retracted already. Reinstate it to undo that.");
    }

    private static DisplayText Describe(EntryRetracted retraction, Language language) =>
        new(language.In("Rút lại", "Retraction"), retraction.Reason);
}
