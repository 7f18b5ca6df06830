using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Targets;

/// <summary>A city met its target. That may be found before the due day.</summary>
/// <param name="City">The city.</param>
/// <param name="FinalValue">The value that it met it with, in the target's unit.</param>
public sealed record TargetMet(CityId City, decimal FinalValue) : Activity, IEndsTarget;

public static class MeetTarget
{
    public static readonly ActivityType Type = ActivityType.Of<TargetMet, Target>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/targets/{id}/met")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(TargetMet met, Target? target, Known known)
    {
        if (CityResult.ClosedFor(met.City, target) is { } closed) yield return closed;
    }

    private static Wording Word(TargetMet met, Language language) => new(
        language.In("Hoàn thành chỉ tiêu", "Target met"),
        Words.Line(
            met.City.Value,
            language.In($"Kết quả: {language.In(met.FinalValue)}", $"Result: {language.In(met.FinalValue)}")));
}
