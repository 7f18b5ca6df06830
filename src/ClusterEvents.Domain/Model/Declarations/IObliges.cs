using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// An activity that obliges cities, whichever it names as those that it concerns: who may not act for each of them may
/// neither record nor correct it, nor settle what became of it.
/// </summary>
public interface IObliges
{
    IReadOnlyList<CityId> Obliged { get; }
}
