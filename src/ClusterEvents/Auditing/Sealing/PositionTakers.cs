using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Finds transactions that have taken a position (a sequence number) and have not ended: each holds a lock on the
/// sequence until it commits or rolls back.
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
