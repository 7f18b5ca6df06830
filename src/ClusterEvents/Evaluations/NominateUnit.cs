using System.ComponentModel.DataAnnotations;
using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Evaluations;

/// <summary>The members nominated a unit for a title (suy tôn). Whether it is awarded is decided elsewhere.</summary>
/// <param name="City">The city whose unit was nominated.</param>
/// <param name="Title">The title.</param>
/// <param name="Votes">The votes for it, where they were counted.</param>
public sealed record UnitNominated(
    [Member] CityId City, [MaxLength(300)] string Title, [Range(0, 1_000_000)] int? Votes) : Activity;

public static class NominateUnit
{
    public static readonly ActivityType Type = ActivityType.Of<UnitNominated, Evaluation>(
        Opening.Maybe, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/evaluations/nominations")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(UnitNominated nominated, Evaluation? evaluation, Known known)
    {
        if (evaluation?.Nominated.Contains(Nomination.Of(nominated)) == true)
            yield return Refusal.Rule("already-nominated",
                $"The nomination of `{nominated.City}` for this title is on record. Correct that entry if it is wrong.",
                "title");
    }

    private static Wording Word(UnitNominated nominated, Language language) => new(
        language.In($"Suy tôn danh hiệu: {nominated.Title}", $"Nominated: {nominated.Title}"),
        Words.Line(
            nominated.City.Value,
            nominated.Votes is { } votes ? language.In($"{votes} phiếu", $"Votes: {votes}") : null));
}
