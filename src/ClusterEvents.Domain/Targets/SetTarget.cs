using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Targets;

/// <summary>A measurable target was set, for one city or for all cities of the activity.</summary>
/// <param name="City">The city that is to meet it; omitted for all cities of the activity.</param>
/// <param name="Metric">What is measured, in a few words.</param>
/// <param name="Operator">How a value is compared with the goal.</param>
/// <param name="Value">The value to reach, in the unit.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Baseline">The starting value, in the unit.</param>
/// <param name="DueOn">The day from which it counts as met or missed.</param>
public sealed record TargetSet(
    [City(CityRole.Obliged)] CityId? City, [MaxLength(300)] string Metric, TargetOperator Operator, decimal Value,
    TargetUnit Unit, decimal? Baseline, DateOnly DueOn) : Activity, IChecked
{
    /// <summary>The meeting or directive that it follows from.</summary>
    public StreamKey? RelatedTo { get; init; }

    public IEnumerable<(string Field, Fault Fault)> Errors()
    {
        if (Scope == Scope.Campaign) yield return ("scope", "scope-not-campaign");
        if (City is not null && Scope == Scope.Cluster)
            yield return ("city", "city-with-cluster-scope");
    }

    public Goal Goal() => new(Metric, Operator, Value, Unit, Baseline, DueOn);
}

public static class SetTarget
{
    public static readonly ActivityType Type = ActivityType.Of<TargetSet, Target>(
        nameof(SetTarget), "/v1/targets", ("Giao chỉ tiêu", "Target set"),
        Opens.Always, Reach.CitiesAndCampaigns, Right.EachCity, Validate, Describe,
        ruleCodes: ["due-before-set"]);

    /// <summary>The rejection of a due day before the target was set; null if it may be valid.</summary>
    internal static Rejection? DueRejection(TargetSet set, DateOnly dueOn) =>
        set.Earliest() is { } first && dueOn < first
            ? Rejection.Rule(new Fault("due-before-set", ("due", dueOn), ("set", first)), "dueOn")
            : null;

    private static IEnumerable<Rejection> Validate(TargetSet set, Target? target, DecisionContext context)
    {
        if (DueRejection(set, set.DueOn) is { } rejection) yield return rejection;
    }

    private static DisplayText Describe(TargetSet set, Language language) => new(
        language.In($"Giao chỉ tiêu: {set.Metric}", $"Target set: {set.Metric}"),
        DisplayFormat.Line(set.City is { } city ? NameReference.To(city) : null, language.In(set.Goal())));
}
