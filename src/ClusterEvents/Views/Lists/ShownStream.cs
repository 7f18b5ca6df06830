using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Views.Lists;

/// <summary>A stream to be shown, at the requested point in time.</summary>
public readonly record struct ShownStream(StreamKey Key, StreamSnapshot Stream)
{
    /// <summary>Its activities that stand, in the order in which they occurred.</summary>
    public IEnumerable<Activity> Occurred =>
        StoredEvents.Catalogue.InOrder(Stream.Entries).Select(entry => entry.Activity);
}
