using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Targets;

/// <summary>A target was revised. Comparison starts again with the new goal; earlier reports stay on record.</summary>
/// <param name="City">The city that it is revised for; omitted for all cities of the target.</param>
/// <param name="Metric">What is measured from now on.</param>
/// <param name="Operator">How a value is compared with the goal.</param>
/// <param name="Value">The value to reach, in the unit.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Baseline">The starting value, in the unit.</param>
/// <param name="DueOn">The day from which it counts as met or missed.</param>
public sealed record TargetRevised(
    [City(CityRole.Obliged)] CityId? City, [MaxLength(300)] string Metric, TargetOperator Operator, decimal Value,
    TargetUnit Unit, decimal? Baseline, DateOnly DueOn) : Activity, IMakesRoom, IConcernsWholeStream
{
    bool IConcernsWholeStream.ConcernsWhole => City is null;

    public Goal Goal() => new(Metric, Operator, Value, Unit, Baseline, DueOn);
}

public static class ReviseTarget
{
    public static readonly ActivityType Type = ActivityType.Of<TargetRevised, Target>(
        nameof(ReviseTarget), "/v1/targets/{id}/revisions", ("Điều chỉnh chỉ tiêu", "Target revised"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.OwnPart, Validate, Describe,
        ruleCodes: ["target-not-set-for-city", "before-set", "due-before-set"]);

    private static IEnumerable<Rejection> Validate(TargetRevised revised, Target? target, DecisionContext context)
    {
        // A target that was met or missed may be revised too, so only the city is checked.
        if (revised.City is { } city && target is not null && target.Of(city) is null)
            yield return CityResult.NotSetFor(city, target);
        else if (target is not null && CityResult.BeforeSet(target, revised) is { } before) yield return before;
        if (target is not null && SetTarget.DueRejection(target.Set, revised.DueOn) is { } early) yield return early;
    }

    private static DisplayText Describe(TargetRevised revised, Language language) => new(
        language.In($"Điều chỉnh chỉ tiêu: {revised.Metric}", $"Target revised: {revised.Metric}"),
        DisplayFormat.Line(revised.City is { } city ? NameReference.To(city) : null, language.In(revised.Goal())));
}
