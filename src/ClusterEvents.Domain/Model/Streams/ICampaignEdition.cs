namespace ClusterEvents.Domain.Model.Streams;

/// <summary>The part of a campaign edition's state that other streams' decisions read.</summary>
public interface ICampaignEdition
{
    /// <summary>The last day of the edition; null while it is open, or if the day is unknown.</summary>
    DateOnly? LastDay { get; }
}
