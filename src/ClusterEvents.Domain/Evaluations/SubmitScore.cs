using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Evaluations;

/// <summary>A city's score sheet was submitted. The final score is recorded separately.</summary>
/// <param name="City">The city that was scored.</param>
/// <param name="SheetVersion">The version of its sheet, from 1.</param>
/// <param name="Points">The points.</param>
/// <param name="Max">The maximum points.</param>
public sealed record ScoreSubmitted(
    [City(CityRole.Acts)] CityId City, [Range(1, 10_000)] int SheetVersion, decimal Points, decimal Max) : Activity;

public static class SubmitScore
{
    public static readonly ActivityType Type = ActivityType.Of<ScoreSubmitted, Evaluation>(
        nameof(SubmitScore), "/v1/evaluations/scores", ("Tự chấm điểm", "Score submitted"),
        Opens.Maybe, Reach.CitiesAndCampaigns, Right.OwnPart, Validate, Describe,
        ruleCodes: [.. Score.Codes, "sheet-already-submitted"]);

    private static IEnumerable<Rejection> Validate(
        ScoreSubmitted sheet, Evaluation? evaluation, DecisionContext context)
    {
        foreach (var rejection in Score.Rejections(sheet.City, sheet.Points, sheet.Max, evaluation))
            yield return rejection;
        if (evaluation?.Submitted.Contains(new(sheet.City, sheet.SheetVersion)) == true)
            yield return Rejection.Rule(
                new Fault("sheet-already-submitted", ("n", sheet.SheetVersion), ("city", sheet.City)), "sheetVersion");
    }

    private static DisplayText Describe(ScoreSubmitted sheet, Language language) => new(
        language.In("Nộp bảng chấm điểm", "Score submitted"),
        Score.Line(sheet.City, sheet.SheetVersion, sheet.Points, sheet.Max, language));
}
