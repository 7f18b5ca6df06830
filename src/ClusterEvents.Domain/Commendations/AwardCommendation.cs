using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Commendations;

/// <summary>A unit was commended by a decision. Praise without a decision is an assessment.</summary>
/// <param name="RecipientUnit">The city whose unit received it.</param>
/// <param name="Title">The title or form: its code, or its name in the law of that day.</param>
/// <param name="Level">The body or level that awarded it, such as a ministry.</param>
/// <param name="DecisionNumber">The number of the decision.</param>
/// <param name="DecisionDate">The day of the decision; titles are those of the law in force that day.</param>
public sealed record CommendationAwarded(
    [City(CityRole.Judged)] CityId RecipientUnit, [MaxLength(300)] string Title, [MaxLength(300)] string Level,
    [MaxLength(100)] string DecisionNumber, DateOnly DecisionDate) : Activity;

public static class AwardCommendation
{
    public static readonly ActivityType Type = ActivityType.Of<CommendationAwarded, Commendation>(
        nameof(AwardCommendation), "/v1/commendations",
        Opens.Always, Reach.CitiesAndCampaigns, Right.ClusterForOthers, Validate, Describe);

    /// <summary>The first day on which it may have been awarded; null if unbounded.</summary>
    internal static DateOnly? FirstDay(CommendationAwarded awarded) =>
        awarded.OccurredOn is null ? awarded.DecisionDate : awarded.Earliest();

    private static IEnumerable<Rejection> Validate(CommendationAwarded awarded, Commendation? commendation, DecisionContext context)
    {
        if (awarded.DecisionDate > context.Today) yield return Rejection.Malformed("decisionDate", "lies in the future");
        else if (TitleCatalogue.Find(awarded.Title, awarded.DecisionDate) is null)
            yield return Rejection.Rule("title-not-in-catalogue",
                TitleCatalogue.LawOn(awarded.DecisionDate) is { } law
                    ? $"Law {law}, in force on {awarded.DecisionDate:O}, has no title `{awarded.Title}`. Give the "
                    + "title's code or its name in the law, and the awarding body in `level`."
                    : $"No law of the catalogue was in force on {awarded.DecisionDate:O}. Correct the date.", "title");
    }

    private static DisplayText Describe(CommendationAwarded awarded, Language language) => new(
        language.In($"Khen thưởng: {awarded.Title}", $"Commendation awarded: {awarded.Title}"),
        DisplayFormat.Line(
            NameReference.To(awarded.RecipientUnit), awarded.Level,
            language.In($"Quyết định số {awarded.DecisionNumber}", $"Decision {awarded.DecisionNumber}"),
            language.In(awarded.DecisionDate)));
}
