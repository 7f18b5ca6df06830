using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Evaluations;

/// <summary>A city's score became final. It is neither a commendation nor a rank.</summary>
/// <param name="City">The city that was scored.</param>
/// <param name="SheetVersion">The version of its sheet that counts.</param>
/// <param name="Points">The final points.</param>
/// <param name="Max">The maximum points.</param>
public sealed record ScoreFinalised(
    [City(CityRole.Judged)] CityId City, [Range(1, 10_000)] int SheetVersion, decimal Points, decimal Max) : Activity;

public static class FinaliseScore
{
    public static readonly ActivityType Type = ActivityType.Of<ScoreFinalised, Evaluation>(
        nameof(FinaliseScore), "/v1/evaluations/final-scores", ("Chốt điểm", "Score finalised"),
        Opens.Maybe, Reach.CitiesAndCampaigns, Right.ClusterForOthers, Validate, Describe,
        ruleCodes: Score.Codes);

    private static IEnumerable<Rejection> Validate(
        ScoreFinalised final, Evaluation? evaluation, DecisionContext context) =>
        Score.Rejections(final.City, final.Points, final.Max, evaluation);

    private static DisplayText Describe(ScoreFinalised final, Language language) => new(
        language.In("Chốt điểm thi đua", "Score finalised"),
        Score.Line(final.City, final.SheetVersion, final.Points, final.Max, language));
}
