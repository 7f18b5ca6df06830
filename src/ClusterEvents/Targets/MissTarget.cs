using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Targets;

/// <summary>A city missed its target: the due day came, and it was not met.</summary>
/// <param name="City">The city.</param>
/// <param name="FinalValue">The value that it had reached, in the target's unit.</param>
public sealed record TargetMissed(CityId City, decimal FinalValue) : Activity, IEndsTarget;

public static class MissTarget
{
    public static readonly ActivityType Type = ActivityType.Of<TargetMissed, Target>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/targets/{id}/missed")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(TargetMissed missed, Target? target, Known known)
    {
        if (CityResult.ClosedFor(missed.City, target) is { } closed) yield return closed;
        else if (target?.Of(missed.City)?.Goal.DueOn is { } due && (missed.Latest() ?? known.Today) < due)
            yield return Refusal.Rule("target-not-due",
                $"The target is due on {due:O} and cannot be missed before. Report progress instead.", "occurredOn");
    }

    private static Wording Word(TargetMissed missed, Language language) => new(
        language.In("Không hoàn thành chỉ tiêu", "Target missed"),
        Words.Line(
            missed.City.Value,
            language.In($"Kết quả: {language.In(missed.FinalValue)}", $"Result: {language.In(missed.FinalValue)}")));
}
