using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>Folds streams from the rows of their events.</summary>
internal static class StreamRows
{
    /// <summary>The columns to select, in the order of positions.</summary>
    public const string Columns = "stream_id, id, type, data::text";

    /// <summary>The streams with an event of one of these stored names, complete; without a timeout.</summary>
    public static async Task<Dictionary<StreamKey, StreamSnapshot>> WithTypesAsync(
        NpgsqlConnection connection, IEnumerable<string> storedNames, EventCatalogue catalogue,
        CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            select {Columns} from clusterevents.mt_events
            where stream_id in (select stream_id from clusterevents.mt_events where type = any($1)) order by seq_id
            """, connection)
        { CommandTimeout = 0, Parameters = { new() { Value = storedNames.ToArray() } } };
        return Folded(await ReadAsync(query, catalogue, cancel), catalogue);
    }

    /// <summary>Some streams, complete; without a timeout.</summary>
    public static async Task<Dictionary<StreamKey, StreamSnapshot>> OfAsync(
        NpgsqlConnection connection, string[] streams, EventCatalogue catalogue, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            select {Columns} from clusterevents.mt_events
            where stream_id = any($1) and type <> 'tombstone' order by seq_id
            """, connection)
        { CommandTimeout = 0, Parameters = { new() { Value = streams } } };
        return Folded(await ReadAsync(query, catalogue, cancel), catalogue);
    }

    /// <summary>The events that a query returns, by their streams.</summary>
    public static async Task<Dictionary<StreamKey, List<(Guid Id, Activity Activity)>>> ReadAsync(
        NpgsqlCommand query, EventCatalogue catalogue, CancellationToken cancel)
    {
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var found = new Dictionary<StreamKey, List<(Guid, Activity)>>();
        while (await rows.ReadAsync(cancel))
        {
            var key = StreamKey.Parse(rows.GetString(0));
            if (!found.TryGetValue(key, out var events)) found[key] = events = [];
            events.Add((rows.GetGuid(1), catalogue.ShapeStoredAs(rows.GetString(2)).Read(rows.GetString(3))));
        }

        return found;
    }

    private static Dictionary<StreamKey, StreamSnapshot> Folded(
        Dictionary<StreamKey, List<(Guid Id, Activity Activity)>> streams, EventCatalogue catalogue) =>
        streams.ToDictionary(
            stream => stream.Key, stream => catalogue.Fold(stream.Key, StreamSnapshot.Absent, stream.Value));
}
