using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Clusters;

/// <summary>The lead of a cluster passed from one member unit to another.</summary>
/// <param name="From">The city whose unit led.</param>
/// <param name="To">The city whose unit leads from now on.</param>
/// <param name="ForYear">The year of the new lead's term.</param>
public sealed record LeadershipHandedOver(
    [City(CityRole.Acts)] CityId From, [City(CityRole.Acts)] CityId To, [Range(1900, 2200)] int ForYear) : Activity;

public static class HandOverLeadership
{
    public static readonly ActivityType Type = ActivityType.Of<LeadershipHandedOver, Cluster>(
        nameof(HandOverLeadership), "/v1/clusters/{id}/handovers", ("Bàn giao Cụm trưởng", "Leadership handed over"),
        Opens.Never, Reach.CitiesOnly, Right.Cluster, Validate, Describe,
        ruleCodes: ["handover-to-itself", "no-leadership-to-hand-over"]);

    private static IEnumerable<Rejection> Validate(
        LeadershipHandedOver handover, Cluster? cluster, DecisionContext context)
    {
        var (from, year) = (handover.From, handover.ForYear);
        if (from == handover.To)
            yield return Rejection.Rule(new Fault("handover-to-itself", ("city", from)), "to");
        // At the turn of a year the lead of the old year hands over; within a year, the lead of that year itself.
        if (cluster?.TermOf(year - 1)?.Lead != from && cluster?.TermOf(year)?.Lead != from)
            yield return Rejection.Rule(new Fault("no-leadership-to-hand-over",
                ("city", from), ("before", year - 1), ("year", year)), "from");
    }

    private static DisplayText Describe(LeadershipHandedOver handover, Language language) => new(
        language.In($"Bàn giao Cụm trưởng năm {handover.ForYear}", $"Lead handed over for {handover.ForYear}"),
        $"{NameReference.To(handover.From)} → {NameReference.To(handover.To)}");
}
