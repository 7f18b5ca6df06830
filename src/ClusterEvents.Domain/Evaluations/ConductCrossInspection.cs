using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Evaluations;

/// <summary>One member unit inspected another (kiểm tra chéo). Its findings are scored separately.</summary>
/// <param name="Inspector">The city whose unit inspected.</param>
/// <param name="Inspected">The city whose unit was inspected.</param>
public sealed record CrossInspectionConducted(
    [City(CityRole.Acts)] CityId Inspector, [City(CityRole.Judged)] CityId Inspected) : Activity;

public static class ConductCrossInspection
{
    public static readonly ActivityType Type = ActivityType.Of<CrossInspectionConducted, Evaluation>(
        nameof(ConductCrossInspection), "/v1/evaluations/cross-inspections", ("Kiểm tra chéo", "Cross-inspection"),
        Opens.Maybe, Reach.CitiesAndCampaigns, Right.Peers, Validate, Describe,
        takesGuests: true,
        ruleCodes: ["inspector-is-inspected"]);

    private static IEnumerable<Rejection> Validate(
        CrossInspectionConducted inspection, Evaluation? evaluation, DecisionContext context)
    {
        if (inspection.Inspector == inspection.Inspected)
            yield return Rejection.Rule(
                new Fault("inspector-is-inspected", ("city", inspection.Inspector)), "inspected");
    }

    private static DisplayText Describe(CrossInspectionConducted inspection, Language language) => new(
        language.In("Kiểm tra chéo", "Cross-inspection"),
        $"{NameReference.To(inspection.Inspector)} → {NameReference.To(inspection.Inspected)}");
}
