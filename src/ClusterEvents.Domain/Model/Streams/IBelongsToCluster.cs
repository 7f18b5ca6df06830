using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A state that knows which cluster it belongs to, so that what is added need not say it again.</summary>
public interface IBelongsToCluster
{
    string? ClusterId { get; }
}
