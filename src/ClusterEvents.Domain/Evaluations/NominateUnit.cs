using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Evaluations;

/// <summary>The members nominated a unit for a title (suy tôn). Awarding it is a separate decision.</summary>
/// <param name="City">The city whose unit was nominated.</param>
/// <param name="Title">The title.</param>
/// <param name="Votes">The number of votes for it, if they were counted.</param>
public sealed record UnitNominated(
    [City(CityRole.Judged)] CityId City, [MaxLength(300)] string Title, [Range(0, 1_000_000)] int? Votes) : Activity;

public static class NominateUnit
{
    public static readonly ActivityType Type = ActivityType.Of<UnitNominated, Evaluation>(
        nameof(NominateUnit), "/v1/evaluations/nominations", ("Suy tôn", "Nomination"),
        Opens.Maybe, Reach.CitiesAndCampaigns, Right.Cluster, Validate, Describe,
        ruleCodes: ["already-nominated"]);

    private static IEnumerable<Rejection> Validate(
        UnitNominated nominated, Evaluation? evaluation, DecisionContext context)
    {
        if (evaluation?.Nominated.Contains(Nomination.Of(nominated)) == true)
            yield return Rejection.Rule(
                new Fault("already-nominated", ("city", nominated.City), ("title", nominated.Title)), "title");
    }

    private static DisplayText Describe(UnitNominated nominated, Language language) => new(
        language.In($"Suy tôn danh hiệu: {nominated.Title}", $"Nominated: {nominated.Title}"),
        DisplayFormat.Line(
            NameReference.To(nominated.City),
            nominated.Votes is { } votes ? language.In($"{votes} phiếu", $"Votes: {votes}") : null));
}
