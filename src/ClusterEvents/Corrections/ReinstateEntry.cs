using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Corrections;

/// <summary>A retracted entry came back, as it read before.</summary>
public sealed record EntryReinstated(Guid TargetEventId, string Reason) : Activity, ICorrection
{
    public Reading Correct(Reading reading, Catalogue catalogue) => reading with { Retracted = false };
}

public static class ReinstateEntry
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<EntryReinstated>(Word, Validate);

    [WolverinePost("/v1/activities/{activityId}/reinstatement")]
    public static Task<IResult> Post(Guid activityId, HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type, ("targetEventId", activityId));

    private static IEnumerable<Refusal> Validate(EntryReinstated reinstatement, Known known)
    {
        var (stream, retracted) = known.Entry(reinstatement.TargetEventId);
        return retracted.Retracted
            ? SaidAgain.Refusals(stream, retracted, reinstatement.Correct(retracted, known.Catalogue), known)
            : [Refusal.Rule("not-retracted", "The entry is not retracted, so there is nothing to reinstate.")];
    }

    private static Wording Word(EntryReinstated reinstatement, Language language) =>
        new(language.In("Khôi phục", "Reinstatement"), reinstatement.Reason);
}
