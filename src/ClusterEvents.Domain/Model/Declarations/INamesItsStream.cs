using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>An activity with a field that names the very stream it is added to.</summary>
public interface INamesItsStream
{
    (string Field, StreamKey Key) Itself { get; }
}
