namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>An activity by which a city becomes a member of a cluster, so that it need not be one before.</summary>
public interface IJoins
{
    CityId CityId { get; }
}
