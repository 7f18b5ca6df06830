using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Transactions that have taken a position and are still under way: each of them holds a lock on the sequence until it
/// ends, whether it commits or not.
/// </summary>
internal static class PositionTakers
{
    public static async Task<HashSet<string>> UnderWayAsync(NpgsqlConnection connection, CancellationToken cancel)
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
}
