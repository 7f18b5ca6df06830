using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using Npgsql;

namespace ClusterEvents.EventStore.Integrity;

/// <summary>Reads recorded activities in a snapshot, stream by stream; without a timeout.</summary>
internal static class SnapshotEvents
{
    /// <summary>The activities of streams of some kinds up to a position, each stream in the order of versions.</summary>
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
}
