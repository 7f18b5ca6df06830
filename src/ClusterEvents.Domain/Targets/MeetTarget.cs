using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Targets;

/// <summary>A city met its target, possibly before the due day.</summary>
/// <param name="City">The city.</param>
/// <param name="FinalValue">The value reached, in the target's unit.</param>
public sealed record TargetMet([City(CityRole.Acts)] CityId City, decimal FinalValue) : Activity;

public static class MeetTarget
{
    public static readonly ActivityType Type = ActivityType.Of<TargetMet, Target>(
        nameof(MeetTarget), "/v1/targets/{id}/met", ("Đạt chỉ tiêu", "Target met"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.OwnPart, Validate, Describe,
        ruleCodes: [.. CityResult.Codes, "final-value-contradicts"]);

    private static IEnumerable<Rejection> Validate(TargetMet met, Target? target, DecisionContext context)
    {
        if (CityResult.ClosedFor(met.City, target, met) is { } closed) yield return closed;
        else if (CityResult.Contradiction(met.City, target, met.FinalValue, met: true) is { } wrong) yield return wrong;
    }

    private static DisplayText Describe(TargetMet met, Language language) => new(
        CityResult.Title(language.In("Đạt chỉ tiêu ", "Target met: "), met.FinalValue, language),
        CityResult.Line(met.City));
}
