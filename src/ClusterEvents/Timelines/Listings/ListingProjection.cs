using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Projection;
using Marten;
using Marten.Linq.MatchesSql;

namespace ClusterEvents.Timelines.Listings;

/// <summary>
/// Works out the listings that a page of events changes. It is part of the timeline projection, which has read these
/// events already: a projection of its own would read each of them a second time.
/// </summary>
internal sealed class ListingProjection(EventCatalogue catalogue, TimelineVersion version)
{
    /// <summary>Streams after their latest projected event: most events follow another one on their stream.</summary>
    private readonly SnapshotCache _latest = new(mostStreams: 5_000, mostEntries: 10_000);

    public async Task<ListingChanges> ChangesAsync(
        IDocumentOperations operations, IReadOnlyList<StoredActivity> events, CancellationToken cancel)
    {
        var changes = new ListingChanges(version);
        var streams = events.Where(one => StreamListings.Kinds.Contains(one.Stream.Kind))
            .GroupBy(one => one.Stream).ToArray();
        var before = streams.Length == 0 ? [] : await BeforeAsync(operations, streams, events[0].Position, cancel);
        foreach (var stream in streams)
        {
            var history = new ListingHistory(
                catalogue, stream.Key, before.GetValueOrDefault(stream.Key, StreamSnapshot.Absent));
            foreach (var one in stream)
            {
                var (ended, begun) = history.Take(one.Id, one.Activity);
                changes.Add(stream.Key, ended, begun, one.Position);
            }

            _latest.Put(stream.Key, history.Stream);
        }

        return changes;
    }

    /// <summary>The streams before the page, which begins at a position.</summary>
    private async Task<Dictionary<StreamKey, StreamSnapshot>> BeforeAsync(
        IDocumentOperations operations, IEnumerable<IGrouping<StreamKey, StoredActivity>> streams, long position,
        CancellationToken cancel)
    {
        var before = new Dictionary<StreamKey, StreamSnapshot>();
        var unknown = new List<string>();
        foreach (var stream in streams)
        {
            var first = stream.First();
            if (first.Version == 1) continue;
            // A page that is projected again, for example by a rebuild, finds later versions here.
            if (_latest.Find(stream.Key) is { } latest && latest.Version == first.Version - 1)
            {
                before[stream.Key] = latest;
                continue;
            }

            unknown.Add(stream.Key.ToString());
        }

        if (unknown.Count == 0) return before;
        string[] keys = [.. unknown];
        var earlier = await operations.Events.QueryAllRawEvents()
            .Where(e => e.MatchesSql("d.stream_id = any(?)", (object)keys) && e.Sequence < position)
            .OrderBy(e => e.Sequence).ToListAsync(cancel);
        foreach (var stream in earlier.ToActivities().GroupBy(one => one.Stream))
            before[stream.Key] = catalogue.Fold(
                stream.Key, StreamSnapshot.Absent, stream.Select(one => (one.Id, one.Activity)));
        return before;
    }
}
