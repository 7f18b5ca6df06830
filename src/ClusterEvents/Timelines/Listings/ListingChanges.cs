using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.Timelines.Projection;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Timelines.Listings;

/// <summary>The listings that a page of events begins and ends.</summary>
internal sealed class ListingChanges(TimelineVersion version)
{
    private readonly Dictionary<(StreamKey, Listing), ListedStream> _open = [];
    private readonly List<ListedStream> _begun = [];
    private readonly List<(StreamKey Stream, Listing Listing, long KnownTo)> _ended = [];

    private readonly TableCopy<ListedStream> _rows = new(version.Listings,
    [
        new StoreColumn<ListedStream, string>("kind", NpgsqlDbType.Text, row => row.Stream.Kind),
        new StoreColumn<ListedStream, string>("campaign", NpgsqlDbType.Text, row => row.Listing.Campaign),
        new StoreColumn<ListedStream, string>("city", NpgsqlDbType.Text, row => row.Listing.City),
        new StoreColumn<ListedStream, string>("status", NpgsqlDbType.Text, row => row.Listing.Status),
        new StoreColumn<ListedStream, string>("cluster", NpgsqlDbType.Text, row => row.Listing.Cluster),
        new StoreColumn<ListedStream, int>("rank", NpgsqlDbType.Integer, row => row.Listing.Rank),
        new StoreColumn<ListedStream, string>("id", NpgsqlDbType.Text, row => row.Stream.Id),
        new StoreColumn<ListedStream, DateOnly?>("first_day", NpgsqlDbType.Date, row => row.Listing.Several?.First),
        new StoreColumn<ListedStream, DateOnly?>("last_day", NpgsqlDbType.Date, row => row.Listing.Several?.Last),
        new StoreColumn<ListedStream, DateOnly?>("due_on", NpgsqlDbType.Date, row => row.Listing.DueOn),
        new StoreColumn<ListedStream, long>("known_from", NpgsqlDbType.Bigint, row => row.KnownFrom),
        new StoreColumn<ListedStream, long>("known_to", NpgsqlDbType.Bigint, row => row.KnownTo),
    ]);

    /// <summary>Adds the change of a stream by the event at a position.</summary>
    public void Add(StreamKey stream, IEnumerable<Listing> ended, IEnumerable<Listing> begun, long position)
    {
        foreach (var listing in ended)
            if (_open.Remove((stream, listing), out var same)) same.KnownTo = position;
            else _ended.Add((stream, listing, position));
        foreach (var listing in begun)
        {
            var row = new ListedStream(stream, listing, position);
            _open[(stream, listing)] = row;
            _begun.Add(row);
        }
    }

    /// <summary>Ends the stored listings, before the new ones are inserted.</summary>
    public void End(IDocumentOperations operations)
    {
        if (_ended.Count == 0) return;
        operations.QueueSqlCommand(
            $"""
            update {version.Listings} r set known_to = e.known_to
            from unnest(?, ?, ?, ?, ?, ?, ?, ?) as e (kind, campaign, city, status, cluster, rank, id, known_to)
            where (r.kind, r.campaign, r.city, r.status, r.cluster, r.rank, r.id)
              = (e.kind, e.campaign, e.city, e.status, e.cluster, e.rank, e.id)
              and r.known_to = {TimelineTables.StillKnown}
            """,
            Column(e => e.Stream.Kind), Column(e => e.Listing.Campaign), Column(e => e.Listing.City),
            Column(e => e.Listing.Status), Column(e => e.Listing.Cluster), Column(e => e.Listing.Rank),
            Column(e => e.Stream.Id), Column(e => e.KnownTo));
    }

    /// <summary>Inserts the new listings.</summary>
    public Task AddAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        _begun.Count == 0 ? Task.CompletedTask : _rows.WriteAsync(connection, _begun, cancel);

    private T[] Column<T>(Func<(StreamKey Stream, Listing Listing, long KnownTo), T> column) =>
        [.. _ended.Select(column)];
}
