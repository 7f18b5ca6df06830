using System.ComponentModel.DataAnnotations;
using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Evaluations;

/// <summary>A city's score sheet was submitted. Its points may change: the final ones are recorded apart.</summary>
/// <param name="City">The city that was scored.</param>
/// <param name="SheetVersion">Which version of its sheet it is, from 1.</param>
/// <param name="Points">The points that it got.</param>
/// <param name="Max">The points that it could get.</param>
public sealed record ScoreSubmitted(
    [Member] CityId City, [Range(1, 10_000)] int SheetVersion, decimal Points, decimal Max) : Activity;

public static class SubmitScore
{
    public static readonly ActivityType Type = ActivityType.Of<ScoreSubmitted, Evaluation>(
        Opening.Maybe, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/evaluations/scores")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(ScoreSubmitted sheet, Evaluation? evaluation, Known known)
    {
        foreach (var refusal in Score.Refusals(sheet.City, sheet.Points, sheet.Max, evaluation)) yield return refusal;
        if (evaluation?.Submitted.Contains(new(sheet.City, sheet.SheetVersion)) == true)
            yield return Refusal.Rule("sheet-already-submitted",
                $"Version {sheet.SheetVersion} of the sheet of `{sheet.City}` is on record. Submit the next version, "
                + "or correct that entry.", "sheetVersion");
    }

    private static Wording Word(ScoreSubmitted sheet, Language language) => new(
        language.In("Nộp bảng chấm điểm", "Score submitted"),
        Score.Line(sheet.City, sheet.SheetVersion, sheet.Points, sheet.Max, language));
}
