using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Targets;

/// <summary>
/// A target was revised. The comparison starts anew with what it says; what was reported before stays on record.
/// </summary>
/// <param name="City">The city that it is revised for; left out where it is for all cities of the target.</param>
/// <param name="Metric">What is measured from then on.</param>
/// <param name="Operator">How the value is compared.</param>
/// <param name="Value">The value to be met, in the unit.</param>
/// <param name="Unit">What the value counts.</param>
/// <param name="Baseline">The value that it starts from, in the unit.</param>
/// <param name="DueOn">The day from which it is met or missed.</param>
public sealed record TargetRevised(
    [SubjectCity] CityId? City, [MaxLength(300)] string Metric, TargetOperator Operator, decimal Value, TargetUnit Unit,
    decimal? Baseline, DateOnly DueOn) : Activity, IBindsAll
{
    bool IBindsAll.BindsAll => City is null;

    public Goal Goal() => new(Metric, Operator, Value, Unit, Baseline, DueOn);
}

public static class ReviseTarget
{
    public static readonly ActivityType Type = ActivityType.Of<TargetRevised, Target>(
        nameof(ReviseTarget), "/v1/targets/{id}/revisions",
        Opens.Never, Reach.CitiesAndCampaigns, Validate, Describe);

    private static IEnumerable<Rejection> Validate(TargetRevised revised, Target? target, DecisionContext context)
    {
        // What was met or missed may be revised as well, so only the city itself is asked for.
        if (revised.City is { } city && target is not null && target.Of(city) is null)
            yield return CityResult.NotSetFor(city, target);
        if (target is not null && SetTarget.DueRejection(target.Set, revised.DueOn) is { } early) yield return early;
    }

    private static DisplayText Describe(TargetRevised revised, Language language) => new(
        language.In($"Điều chỉnh chỉ tiêu: {revised.Metric}", $"Target revised: {revised.Metric}"),
        DisplayFormat.Line(revised.City?.Value, language.In(revised.Goal())));
}
