using System.ComponentModel.DataAnnotations;
using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Evaluations;

/// <summary>A city's score became final. It is no commendation, and no rank either.</summary>
/// <param name="City">The city that was scored.</param>
/// <param name="SheetVersion">The version of its sheet that counts.</param>
/// <param name="Points">The points that it got in the end.</param>
/// <param name="Max">The points that it could get.</param>
public sealed record ScoreFinalised(
    [Member] CityId City, [Range(1, 10_000)] int SheetVersion, decimal Points, decimal Max) : Activity;

public static class FinaliseScore
{
    public static readonly ActivityType Type = ActivityType.Of<ScoreFinalised, Evaluation>(
        Opening.Maybe, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/evaluations/final-scores")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(ScoreFinalised final, Evaluation? evaluation, Known known) =>
        Score.Refusals(final.City, final.Points, final.Max, evaluation);

    private static Wording Word(ScoreFinalised final, Language language) => new(
        language.In("Chốt điểm thi đua", "Score finalised"),
        Score.Line(final.City, final.SheetVersion, final.Points, final.Max, language));
}
