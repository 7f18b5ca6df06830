using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>A cluster set its priorities in a campaign. They oblige nobody by themselves: directives do.</summary>
/// <param name="Items">The priorities, in order.</param>
/// <param name="Horizon">The time they apply to, in words.</param>
public sealed record PrioritiesSet(IReadOnlyList<string> Items, string Horizon) : Activity;

public static class SetPriorities
{
    public static readonly ActivityType Type = ActivityType.Of<PrioritiesSet, Campaign>(
        nameof(SetPriorities), "/v1/campaigns/{id}/priorities", ("Xác định nhiệm vụ trọng tâm", "Priorities set"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe);

    private static IEnumerable<Rejection> Validate(
        PrioritiesSet priorities, Campaign? campaign, DecisionContext context) => [];

    private static DisplayText Describe(PrioritiesSet priorities, Language language) => new(
        language.In("Xác định nhiệm vụ trọng tâm của phong trào ", "Priorities set for the campaign ")
            + NameReference.ToOwnStream(),
        DisplayFormat.Line([priorities.Horizon, .. priorities.Items]));
}
