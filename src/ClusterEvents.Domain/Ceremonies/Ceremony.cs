using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Ceremonies;

/// <summary>A ceremony: the tributes paid on one occasion. Decisions read only its cluster.</summary>
public sealed record Ceremony(string? ClusterId) : IStreamState<Ceremony>, IBelongsToCluster
{
    public static string Kind => StreamKinds.Ceremony;

    public static Ceremony? Apply(Ceremony? state, Activity activity) => state ?? new(activity.ClusterId);
}
