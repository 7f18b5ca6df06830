using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Timelines.Listings;

/// <summary>Follows the listings of one stream from event to event.</summary>
internal sealed class ListingHistory(EventCatalogue catalogue, StreamKey key, StreamSnapshot before)
{
    private HashSet<Listing> _listings = StreamListings.Of(before);

    /// <summary>The stream after the events taken so far.</summary>
    public StreamSnapshot Stream { get; private set; } = before;

    /// <summary>Takes the next event.</summary>
    /// <returns>The listings that it ends, and those that it begins.</returns>
    public (IEnumerable<Listing> Ended, IEnumerable<Listing> Begun) Take(Guid id, Activity activity)
    {
        Stream = catalogue.Fold(key, Stream, id, activity);
        var (earlier, now) = (_listings, StreamListings.Of(Stream));
        _listings = now;
        return (earlier.Where(one => !now.Contains(one)), now.Where(one => !earlier.Contains(one)));
    }
}
