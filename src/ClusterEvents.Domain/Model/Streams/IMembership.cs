using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A cluster's members over time.</summary>
public interface IMembership
{
    /// <summary>The members on that day, in the order of their keys.</summary>
    ImmutableArray<CityId> MembersOn(DateOnly day);
}
