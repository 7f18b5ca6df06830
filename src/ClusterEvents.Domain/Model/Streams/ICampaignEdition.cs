using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>An edition of a campaign, as far as other activities must know it.</summary>
public interface ICampaignEdition
{
    /// <summary>The last day that belongs to it; null while it is open, or where that is not known.</summary>
    DateOnly? LastDay { get; }
}
