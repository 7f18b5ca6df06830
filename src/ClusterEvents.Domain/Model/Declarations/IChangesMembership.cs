namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// An activity by which the membership of a city begins or ends: its own rule decides whether the city was a member.
/// </summary>
public interface IChangesMembership
{
    CityId CityId { get; }
}
