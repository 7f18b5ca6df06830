namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A stream that continues to bind its cities after they left the cluster, such as a directive.</summary>
public interface IOutlastsMembership
{
    bool Concerns(CityId city);
}
