using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>Rules shared by opening and closing a drive, a short effort within an edition.</summary>
internal static class Drive
{
    public static IEnumerable<Rejection> OutsideEdition(Campaign campaign, DateOnly from, DateOnly to)
    {
        var edition = campaign.Period;
        if (from < edition.From || to > edition.To)
            yield return Rejection.Rule("drive-outside-edition",
                $"The edition runs from {edition.From:O} to {edition.To:O}. Give days of the drive within it.",
                from < edition.From ? "from" : "to");
    }
}
