using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;

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
        nameof(AwardCommendation), "/v1/commendations", ("Khen thưởng", "Commendation awarded"),
        Opens.Always, Reach.CitiesAndCampaigns, Right.ClusterForOthers, Validate, Describe,
        ruleCodes: ["title-not-in-catalogue"]);

    /// <summary>The first day on which it may have been awarded; null if unbounded.</summary>
    internal static DateOnly? FirstDay(CommendationAwarded awarded) =>
        awarded.OccurredOn is null ? awarded.DecisionDate : awarded.Earliest();

    private static IEnumerable<Rejection> Validate(
        CommendationAwarded awarded, Commendation? commendation, DecisionContext context)
    {
        if (awarded.DecisionDate > context.Today)
            yield return Rejection.Malformed(
                "decisionDate", EnvelopeValidation.InFuture(awarded.DecisionDate, context.Today));
        else if (TitleCatalogue.Find(awarded.Title, awarded.DecisionDate) is null)
            yield return Rejection.Rule("title-not-in-catalogue",
                TitleCatalogue.LawOn(awarded.DecisionDate) is not null
                    ? new Fault("title-not-in-catalogue", ("day", awarded.DecisionDate), ("value", awarded.Title),
                        ("nearest", TitleCatalogue.Nearest(awarded.Title, awarded.DecisionDate)))
                    : new Fault("no-law-on-that-day", ("day", awarded.DecisionDate)), "title");
    }

    private static DisplayText Describe(CommendationAwarded awarded, Language language) => new(
        language.In($"Khen thưởng: {awarded.Title}", $"Commendation awarded: {awarded.Title}"),
        DisplayFormat.Line(
            NameReference.To(awarded.RecipientUnit), awarded.Level,
            language.In($"Quyết định số {awarded.DecisionNumber}", $"Decision {awarded.DecisionNumber}"),
            language.In(awarded.DecisionDate)));
}
