using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.EventStore.Integrity;

/// <summary>Reads recorded activities in a snapshot, stream by stream; without a timeout.</summary>
internal static class SnapshotEvents
{
    /// <summary>
    /// The activities of streams of some kinds up to a position, each stream in the order of versions.
    /// </summary>
    public static async IAsyncEnumerable<(string Stream, long Position, Guid Id, Activity Activity)> OfKindsAsync(
        Snapshot snapshot, IEnumerable<string> kinds, long position, EventCatalogue catalogue,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select stream_id, seq_id, id, type, data::text from clusterevents.mt_events
            where split_part(stream_id, '/', 1) = any($1) and type <> 'tombstone' and seq_id <= $2
            order by stream_id, version
            """, snapshot.Connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = kinds.ToArray() }, new() { Value = position } },
        };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return (rows.GetString(0), rows.GetInt64(1), rows.GetGuid(2),
                catalogue.ShapeStoredAs(rows.GetString(3)).Read(rows.GetString(4)));
    }

    /// <summary>The position of the event with an id; null if there is none.</summary>
    public static async Task<long?> PositionOfAsync(Snapshot snapshot, Guid id, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            "select seq_id from clusterevents.mt_events where id = $1", snapshot.Connection)
        { Parameters = { new() { Value = id } } };
        return await query.ExecuteScalarAsync(cancel) as long?;
    }

    /// <summary>The event at a position, and whether an erasure has changed it; null if there is none.</summary>
    public static async Task<(StoredCloudEvent Event, bool IsErased)?> AtAsync(
        Snapshot snapshot, long position, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            select {StoredCloudEvent.Columns}, headers ? 'erased' from clusterevents.mt_events
            where seq_id = $1 and type <> 'tombstone'
            """, snapshot.Connection)
        { Parameters = { new() { Value = position } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel)
            ? (StoredCloudEvent.From(rows), rows.GetBoolean(rows.FieldCount - 1)) : null;
    }

    /// <summary>Whether a stream has events.</summary>
    public static async Task<bool> IsStreamAsync(Snapshot snapshot, StreamKey stream, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            "select exists (select from clusterevents.mt_events where stream_id = $1)", snapshot.Connection)
        { Parameters = { new() { Value = stream.ToString() } } };
        return await query.ExecuteScalarAsync(cancel) is true;
    }
}
