using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Targets;

/// <summary>
/// A target was set, for one city or for all that the activity is of. It says how much, not what to do.
/// </summary>
/// <param name="City">The city that is to meet it; left out where all cities of the activity are.</param>
/// <param name="Metric">What is measured, in a few words.</param>
/// <param name="Operator">How the value is compared.</param>
/// <param name="Value">The value to be met, in the unit.</param>
/// <param name="Unit">What the value counts.</param>
/// <param name="Baseline">The value that it starts from, in the unit.</param>
/// <param name="DueOn">The day from which it is met or missed.</param>
public sealed record TargetSet(
    [SubjectCity] CityId? City, [MaxLength(300)] string Metric, TargetOperator Operator, decimal Value, TargetUnit Unit,
    decimal? Baseline, DateOnly DueOn) : Activity, IChecked
{
    public IEnumerable<(string Field, string Fault)> Errors()
    {
        if (Scope == Scope.Campaign) yield return ("scope", "must say whose target it is: choose Cluster or City");
        if (City is not null && Scope == Scope.Cluster)
            yield return ("city", "has no place with scope Cluster: leave it out, or choose scope City");
    }

    public Goal Goal() => new(Metric, Operator, Value, Unit, Baseline, DueOn);
}

public static class SetTarget
{
    public static readonly ActivityType Type = ActivityType.Of<TargetSet, Target>(
        nameof(SetTarget), "/v1/targets",
        Opens.Always, Reach.CitiesAndCampaigns, Validate, Describe);

    /// <summary>Why a day cannot be due: the target was not yet set; null where it may have been.</summary>
    internal static Rejection? DueRejection(TargetSet set, DateOnly dueOn) =>
        set.Earliest() is { } first && dueOn < first
            ? Rejection.Rule("due-before-set",
                $"The target was not set before {first:O} and cannot be due before. Give a day on or after it.",
                "dueOn")
            : null;

    private static IEnumerable<Rejection> Validate(TargetSet set, Target? target, DecisionContext context)
    {
        if (DueRejection(set, set.DueOn) is { } rejection) yield return rejection;
    }

    private static DisplayText Describe(TargetSet set, Language language) => new(
        language.In($"Giao chỉ tiêu: {set.Metric}", $"Target set: {set.Metric}"),
        DisplayFormat.Line(set.City?.Value, language.In(set.Goal())));
}
