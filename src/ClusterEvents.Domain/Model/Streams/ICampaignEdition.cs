namespace ClusterEvents.Domain.Model.Streams;

/// <summary>The part of a campaign edition's state that other streams' decisions read.</summary>
public interface ICampaignEdition
{
    /// <summary>
    /// The last day of the edition for a cluster; null while it is open there, or if the day is unknown.
    /// </summary>
    DateOnly? LastDayOf(string? clusterId);

    /// <summary>
    /// Whether it takes what a cluster does: a cluster's own campaign only that cluster, a ministry's its own.
    /// </summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="governingBody">The body that sets the rules of the cluster; null if it is not on record.</param>
    bool IsOpenTo(string clusterId, string? governingBody);
}
