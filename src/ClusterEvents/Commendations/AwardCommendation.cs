using System.ComponentModel.DataAnnotations;
using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Commendations;

/// <summary>A unit was commended by a decision. Praise without one is an assessment, and no award.</summary>
/// <param name="RecipientUnit">The city whose unit received it.</param>
/// <param name="Title">The title or form, as its code or as the law of that day calls it.</param>
/// <param name="Level">The body or level that awarded it, such as a ministry.</param>
/// <param name="DecisionNumber">The number of the decision.</param>
/// <param name="DecisionDate">The day on the decision; the law of that day names the titles.</param>
public sealed record CommendationAwarded(
    [Member] CityId RecipientUnit, [MaxLength(300)] string Title, [MaxLength(300)] string Level,
    [MaxLength(100)] string DecisionNumber, DateOnly DecisionDate) : Activity;

public static class AwardCommendation
{
    public static readonly ActivityType Type = ActivityType.Of<CommendationAwarded, Commendation>(
        Opening.Always, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/commendations")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(CommendationAwarded awarded, Commendation? commendation, Known known)
    {
        if (awarded.DecisionDate > known.Today) yield return Refusal.Malformed("decisionDate", "lies in the future");
        else if (TitleCatalogue.Find(awarded.Title, awarded.DecisionDate) is null)
            yield return Refusal.Rule("title-not-in-catalogue",
                TitleCatalogue.LawOn(awarded.DecisionDate) is { } law
                    ? $"Law {law}, in force on {awarded.DecisionDate:O}, has no title `{awarded.Title}`. Give the "
                    + "title as the law calls it or its code, and the awarding body in `level`."
                    : $"No law of the catalogue was in force on {awarded.DecisionDate:O}. Correct the date.", "title");
    }

    private static Wording Word(CommendationAwarded awarded, Language language) => new(
        language.In($"Khen thưởng: {awarded.Title}", $"Commendation awarded: {awarded.Title}"),
        Words.Line(
            awarded.RecipientUnit.Value, awarded.Level,
            language.In($"Quyết định số {awarded.DecisionNumber}", $"Decision {awarded.DecisionNumber}"),
            language.In(awarded.DecisionDate)));
}
