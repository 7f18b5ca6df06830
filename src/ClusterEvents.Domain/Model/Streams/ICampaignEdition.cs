namespace ClusterEvents.Domain.Model.Streams;

/// <summary>The part of a campaign edition's state that other streams' decisions read.</summary>
public interface ICampaignEdition
{
    /// <summary>
    /// The last day of the edition for a cluster; null while it is open there, or if the day is unknown.
    /// </summary>
    DateOnly? LastDayOf(string? clusterId);
}
