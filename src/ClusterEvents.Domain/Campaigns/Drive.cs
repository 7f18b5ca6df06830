using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>Rules shared by opening and closing a drive, a short effort within an edition.</summary>
internal static class Drive
{
    public static IEnumerable<Rejection> OutsideEdition(Campaign campaign, DateOnly from, DateOnly to)
    {
        var edition = campaign.Period;
        if (from < edition.From || to > edition.To)
            yield return Rejection.Rule(
                new Fault("drive-outside-edition", ("from", edition.From), ("to", edition.To)),
                from < edition.From ? "from" : "to");
    }
}
