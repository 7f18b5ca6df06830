using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Targets;

/// <summary>A city missed its target: it was not met by the due day.</summary>
/// <param name="City">The city.</param>
/// <param name="FinalValue">The value reached, in the target's unit.</param>
public sealed record TargetMissed([City(CityRole.Acts)] CityId City, decimal FinalValue) : Activity;

public static class MissTarget
{
    public static readonly ActivityType Type = ActivityType.Of<TargetMissed, Target>(
        nameof(MissTarget), "/v1/targets/{id}/missed", ("Không đạt chỉ tiêu", "Target missed"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.OwnPart, Validate, Describe,
        ruleCodes: [.. CityResult.Codes, "target-not-due", "final-value-contradicts"]);

    private static IEnumerable<Rejection> Validate(TargetMissed missed, Target? target, DecisionContext context)
    {
        if (CityResult.ClosedFor(missed.City, target, missed) is { } closed) yield return closed;
        else if (target?.Of(missed.City)?.Goal.DueOn is { } due && (missed.Latest() ?? context.Today) < due)
            yield return Rejection.Rule(new Fault("target-not-due", ("due", due)), "occurredOn");
        else if (CityResult.Contradiction(missed.City, target, missed.FinalValue, met: false) is { } wrong)
            yield return wrong;
    }

    private static DisplayText Describe(TargetMissed missed, Language language) => new(
        CityResult.Title(language.In("Không đạt chỉ tiêu ", "Target missed: "), missed.FinalValue, language),
        CityResult.Line(missed.City));
}
