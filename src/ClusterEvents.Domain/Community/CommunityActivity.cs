using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Community;

/// <summary>An activity for the community. Decisions read only its cluster.</summary>
public sealed record CommunityActivity(string? ClusterId) : IStreamState<CommunityActivity>, IBelongsToCluster
{
    public static string Kind => StreamKinds.Community;

    public static CommunityActivity? Apply(CommunityActivity? state, Activity activity) =>
        state ?? new(activity.ClusterId);
}
