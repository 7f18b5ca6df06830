using ClusterEvents.Domain.Model;

namespace ClusterEvents.Timelines.Listings;

/// <summary>A listing of a stream, valid from the position of one event to that of another.</summary>
public sealed record ListedStream(StreamKey Stream, Listing Listing, long KnownFrom)
{
    /// <summary>The position of the event that ended it.</summary>
    public long KnownTo { get; set; } = Projection.TimelineTables.StillKnown;
}
