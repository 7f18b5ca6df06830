using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>An activity that is by its nature about several cities, which are meant where it names no others.</summary>
public interface IConcernsCities
{
    IReadOnlyList<CityId> Cities { get; }
}
