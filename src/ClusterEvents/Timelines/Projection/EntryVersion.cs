using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Timelines.Projection;

/// <summary>One version of an entry, valid from the event that made it.</summary>
/// <param name="Stream">The stream of that event.</param>
/// <param name="Entry">The entry.</param>
internal sealed record EntryVersion(StreamKey Stream, TimelineEntry Entry)
{
    /// <summary>The position of the event that replaced it.</summary>
    public long KnownTo { get; set; } = TimelineTables.StillKnown;
}
