using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Determines which positions may still be filled. A transaction takes its positions before it commits, so a later
/// position can be visible before an earlier one. It holds a RowExclusiveLock on the sequence until it commits or rolls
/// back; a mere reader, such as pg_dump, holds a weaker one and takes no position.
/// </summary>
internal static class OpenPositions
{
    /// <summary>The open transactions that have taken a position.</summary>
    public static async Task<HashSet<string>> TakersAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select virtualtransaction from pg_locks
            where locktype = 'relation' and relation = 'clusterevents.mt_events_sequence'::regclass
              and database = (select oid from pg_database where datname = current_database())
              and mode = 'RowExclusiveLock' and granted
            """, connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var takers = new HashSet<string>();
        while (await rows.ReadAsync(cancel)) takers.Add(rows.GetString(0));
        return takers;
    }

    /// <summary>
    /// The newest visible position, and the last one before the first gap after a given position; tombstones of failed
    /// appends count. Neither is less than the given position.
    /// </summary>
    public static async Task<(long Newest, long WithoutGap)> SeenAsync(
        NpgsqlConnection connection, long after, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select greatest($1, max(seq_id)), greatest($1, max(seq_id) filter (where seq_id = $1 + place))
            from (select seq_id, row_number() over (order by seq_id) as place from clusterevents.mt_events
              where seq_id > $1) later
            """, connection)
        { CommandTimeout = 0, Parameters = { new() { Value = after } } };
        await using var row = await query.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
