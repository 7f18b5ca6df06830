namespace ClusterEvents.Domain.Model.Streams;

/// <summary>The state of a stream that belongs to a cluster; events added to it need not repeat the cluster.</summary>
public interface IBelongsToCluster
{
    string? ClusterId { get; }
}
