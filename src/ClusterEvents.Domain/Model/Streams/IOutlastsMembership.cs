using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A stream that goes on concerning its cities when they left the cluster, such as what they owe.</summary>
public interface IOutlastsMembership
{
    bool Concerns(CityId city);
}
