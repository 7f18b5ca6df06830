using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Tells which positions may still be filled. A transaction takes its positions before it commits, so that a later
/// position can be seen before an earlier one. Whoever has taken one holds a lock on the sequence until its transaction
/// ends, whether it commits or not.
/// </summary>
internal static class OpenPositions
{
    /// <summary>The transactions that have taken a position and are still under way.</summary>
    public static async Task<HashSet<string>> TakersAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select virtualtransaction from pg_locks
            where locktype = 'relation' and relation = 'clusterevents.mt_events_sequence'::regclass
              and database = (select oid from pg_database where datname = current_database())
            """, connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var takers = new HashSet<string>();
        while (await rows.ReadAsync(cancel)) takers.Add(rows.GetString(0));
        return takers;
    }

    /// <summary>
    /// The newest position that is seen, and the one before the first that is missing after a given one; tombstones of
    /// failed appends fill their positions. Neither is less than the given one.
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
