using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Corrections;

/// <summary>
/// An entry was taken back: it should not have been recorded. It stays on record, marked, and can come back.
/// </summary>
public sealed record EntryRetracted(Guid TargetEventId, string Reason) : Activity, ICorrection
{
    public Reading Correct(Reading reading, Catalogue catalogue) => reading with { Retracted = true };
}

public static class RetractEntry
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<EntryRetracted>(Word, Validate);

    [WolverinePost("/v1/activities/{activityId}/retraction")]
    public static Task<IResult> Post(Guid activityId, HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type, ("targetEventId", activityId));

    private static IEnumerable<Refusal> Validate(EntryRetracted retraction, Known known)
    {
        if (known.Entry(retraction.TargetEventId).Reading.Retracted)
            yield return Refusal.Rule("already-retracted",
                "The entry is retracted already. Reinstate it to undo that.");
    }

    private static Wording Word(EntryRetracted retraction, Language language) =>
        new(language.In("Rút lại", "Retraction"), retraction.Reason);
}
