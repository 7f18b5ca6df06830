using System.Runtime.CompilerServices;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using Npgsql;

namespace ClusterEvents.EventStore.Integrity;

/// <summary>
/// Invariants between the tables of events, streams and progress, checked in the snapshot of a connection. Each query
/// returns the rows that violate one, without a timeout.
/// </summary>
internal static class StoreIntegrity
{
    /// <summary>
    /// The newest position of an activity (0 if there is none), and the number of events including tombstones.
    /// </summary>
    public static async Task<(long Newest, long Count)> EventsAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"select {EventFragments.NewestPosition}, (select count(*) from {EventTables.Events})", connection)
        { CommandTimeout = 0 };
        await using var row = await query.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>The number of streams.</summary>
    public static Task<long> StreamCountAsync(Snapshot snapshot, CancellationToken cancel) =>
        snapshot.NumberAsync($"select count(*) from {EventTables.Streams}", cancel);

    /// <summary>Events whose version is not their index in the stream.</summary>
    public static IAsyncEnumerable<(string Stream, long Position, long Version, long Place)> VersionGapsAsync(
        NpgsqlConnection connection, CancellationToken cancel) =>
        ReadAsync(connection,
            """
            select coalesce(stream_id, 'of no name'), seq_id, version, expected from (
              select stream_id, seq_id, version, row_number() over (partition by stream_id order by seq_id) as expected
              from clusterevents.mt_events where type <> 'tombstone') numbered
            where version <> expected order by seq_id
            """, row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), cancel);

    /// <summary>
    /// Streams whose version is not that of their newest event. A stream with failed appends only has no events.
    /// </summary>
    public static IAsyncEnumerable<(string Stream, long? Head, long? Newest)> HeadMismatchesAsync(
        NpgsqlConnection connection, CancellationToken cancel) =>
        ReadAsync(connection,
            """
            select coalesce(s.id, e.stream_id, 'of no name'), s.version, e.newest
            from (select stream_id, max(version) as newest, bool_and(type = 'tombstone') as unused
                  from clusterevents.mt_events group by stream_id) e
            full join clusterevents.mt_streams s on s.id = e.stream_id
            where not coalesce(e.unused, false) and s.version is distinct from e.newest
              and not (e.newest is null and s.version = 0)
            order by 1
            """, row => (row.GetString(0), Number(row, 1), Number(row, 2)), cancel);

    /// <summary>
    /// Streams whose row says other times than their first and newest event, or whose other columns are not as the
    /// program leaves them. The clocks of nodes may differ by some minutes.
    /// </summary>
    public static IAsyncEnumerable<(string Stream, string Columns)> AlteredStreamsAsync(
        NpgsqlConnection connection, CancellationToken cancel) =>
        ReadAsync(connection,
            """
            select s.id, array_to_string(array_remove(array[
              case when s.type is not null then 'type' end,
              case when s.tenant_id is distinct from '*DEFAULT*' then 'tenant_id' end,
              case when s.is_archived is distinct from false then 'is_archived' end,
              case when s.compacted_version <> 0 then 'compacted_version' end,
              case when s.created is null or abs(extract(epoch from s.created - f.timestamp)) > 300
                then 'created' end,
              case when s.timestamp is null or abs(extract(epoch from s.timestamp - l.timestamp)) > 300
                then 'timestamp' end], null), ', ')
            from clusterevents.mt_streams s
            left join clusterevents.mt_events f on f.stream_id = s.id and f.version = 1 and f.type <> 'tombstone'
            left join clusterevents.mt_events l
              on l.stream_id = s.id and l.version = s.version and l.type <> 'tombstone'
            where s.type is not null or s.tenant_id is distinct from '*DEFAULT*' or s.is_archived is distinct from false
              or s.compacted_version <> 0 or abs(extract(epoch from s.created - f.timestamp)) > 300
              or abs(extract(epoch from s.timestamp - l.timestamp)) > 300 or s.created is null or s.timestamp is null
            order by 1
            """, row => (row.GetString(0), row.GetString(1)), cancel);

    /// <summary>Events that lost personal values, and whether a later erasure on record names them.</summary>
    public static IAsyncEnumerable<(Guid Id, long Position, bool OnRecord)> ErasedEventsAsync(
        NpgsqlConnection connection, CancellationToken cancel) =>
        ReadAsync(connection,
            """
            select e.id, e.seq_id, exists (
              select from clusterevents.mt_events r where r.type like 'personal-fields-erased.%'
                and r.stream_id = e.stream_id and r.seq_id > e.seq_id
                and r.data->>'targetEventId' in (e.id::text, e.data->>'targetEventId'))
            from clusterevents.mt_events e where e.headers ? 'erased' order by e.seq_id
            """, row => (row.GetGuid(0), row.GetInt64(1), row.GetBoolean(2)), cancel);

    /// <summary>Events with salts that an erasure at a later position names, and the fields that it names.</summary>
    public static IAsyncEnumerable<ErasableEvent> NamedByErasuresAsync(
        NpgsqlConnection connection, CancellationToken cancel) =>
        ReadAsync(connection,
            """
            select e.id, e.seq_id, r.seq_id, e.type, t.type, e.data::text, e.headers::text,
              array(select jsonb_array_elements_text(coalesce(r.data->'fields', '[]')))
            from clusterevents.mt_events r
            join clusterevents.mt_events e on e.stream_id = r.stream_id and e.seq_id < r.seq_id
              and r.data->>'targetEventId' in (e.id::text, e.data->>'targetEventId')
            left join clusterevents.mt_events t on t.id = (e.data->>'targetEventId')::uuid
            where r.type like 'personal-fields-erased.%' and e.headers ? 'salts'
            order by e.seq_id, r.seq_id
            """, row => new ErasableEvent(
                row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetValue(4) as string,
                row.GetString(5), row.GetString(6), row.GetFieldValue<string[]>(7)), cancel);

    /// <summary>The stored name of the type of each entry that is corrected.</summary>
    public static async Task<Dictionary<Guid, string>> TypesOfTargetsAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        var types = new Dictionary<Guid, string>();
        await foreach (var (id, type) in ReadAsync(connection,
            """
            select id, type from clusterevents.mt_events where id in (
              select (data->>'targetEventId')::uuid from clusterevents.mt_events
              where data->>'targetEventId' is not null)
            """, row => (row.GetGuid(0), row.GetString(1)), cancel)) types[id] = type;
        return types;
    }

    /// <summary>
    /// Projections and subscriptions with progress beyond the newest assigned position. The sequence is not part of
    /// the snapshot: its current value is never behind it.
    /// </summary>
    public static IAsyncEnumerable<(string Name, long Position, long Given)> ProgressAheadAsync(
        NpgsqlConnection connection, CancellationToken cancel) =>
        ReadAsync(connection,
            """
            select p.name, p.last_seq_id, s.last_value
            from clusterevents.mt_event_progression p, clusterevents.mt_events_sequence s
            where p.last_seq_id > s.last_value order by p.name
            """, row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)), cancel);

    private static async IAsyncEnumerable<T> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) yield return read(rows);
    }

    private static long? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}

/// <summary>An event that a later erasure names.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Position">Its position.</param>
/// <param name="ErasedAt">The position of the erasure.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="TargetType">For a correction the stored name of its target.</param>
/// <param name="Data">Its data.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Fields">The fields that the erasure names; empty for all about the entry's person.</param>
internal sealed record ErasableEvent(
    Guid Id, long Position, long ErasedAt, string Type, string? TargetType, string Data, string Headers,
    IReadOnlyList<string> Fields);
