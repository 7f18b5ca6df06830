using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// An activity that settles something for all whom its stream concerns, whichever cities it names itself: who may not
/// act for each of them may not record it.
/// </summary>
public interface IBindsAll
{
    /// <summary>Whether it does, where that is up to how it is recorded.</summary>
    bool BindsAll => true;
}
