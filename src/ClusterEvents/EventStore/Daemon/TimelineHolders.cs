using Npgsql;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// Finds who keeps timelines from advancing. A position that is missing may still be filled by a transaction that is
/// open, so the daemon waits for those that were open when it found the gap, whoever opened them: a query window that
/// was left open can hold all timelines.
/// </summary>
/// <param name="database">The store.</param>
/// <param name="atLeast">The age from which an open transaction is told; half a minute by default, which no recording
/// takes.</param>
public sealed class TimelineHolders(NpgsqlDataSource database, TimeSpan? atLeast = null)
{
    /// <summary>The maximum number of transactions that are named.</summary>
    private const int Most = 10;

    private readonly TimeSpan _atLeast = atLeast ?? TimeSpan.FromSeconds(30);

    /// <summary>
    /// The transactions, the oldest first: all that are open while the daemon waits for a position, and otherwise those
    /// that have taken one, for which the log waits longer.
    /// </summary>
    public async Task<IReadOnlyList<HoldingTransaction>> FindAsync(CancellationToken cancel)
    {
        // A login without pg_read_all_stats is not told when another login's transaction began, but that it has one.
        await using var query = database.CreateCommand(
            $"""
            with held (so) as (select (select coalesce(max(seq_id), 0) from clusterevents.mt_events)
              > (select coalesce(max(last_seq_id), 0) from clusterevents.mt_event_progression
                where name = '{ProjectionProgress.HighWaterMark}')),
            takers as (select pid, virtualtransaction from pg_locks where locktype = 'relation'
                and relation = 'clusterevents.mt_events_sequence'::regclass and mode = 'RowExclusiveLock' and granted)
            select a.pid, a.usename, a.application_name, a.xact_start from pg_stat_activity a, held
            where (held.so or a.pid in (select pid from takers))
              and a.datname = current_database() and a.pid <> pg_backend_pid()
              and (a.xact_start < clock_timestamp() - $1 or a.backend_start is null and exists (select from pg_locks l
                where l.pid = a.pid and l.locktype = 'virtualxid' and l.mode = 'ExclusiveLock'))
            union all
            select null, p.owner, 'prepared transaction ' || p.gid, p.prepared from pg_prepared_xacts p, held
            where (held.so or '-1/' || p.transaction::text in (select virtualtransaction from takers))
              and p.database = current_database() and p.prepared < clock_timestamp() - $1
            order by xact_start nulls last limit {Most}
            """);
        query.Parameters.Add(new() { Value = _atLeast });
        return await ReadAsync(query, cancel);
    }

    /// <summary>The transactions of others that hold a lock for which this program waits, the oldest first.</summary>
    public async Task<IReadOnlyList<HoldingTransaction>> BlockingAsync(CancellationToken cancel)
    {
        // Tables of the store cannot be asked: they may be what is locked.
        await using var query = database.CreateCommand(
            $"""
            with waiting as (select pid, pg_blocking_pids(pid) as holders from pg_stat_activity
              where datname = current_database() and usename = current_user and wait_event_type = 'Lock'),
            holding as (select distinct unnest(holders) as pid from waiting)
            select a.pid, a.usename, a.application_name, a.xact_start from pg_stat_activity a
            where a.pid in (select pid from holding) and a.pid not in (select pid from waiting)
            union all
            select null, p.owner, 'prepared transaction ' || p.gid, p.prepared from pg_prepared_xacts p
            where p.database = current_database() and 0 in (select pid from holding)
            order by xact_start nulls last limit {Most}
            """);
        return await ReadAsync(query, cancel);
    }

    private static async Task<IReadOnlyList<HoldingTransaction>> ReadAsync(
        NpgsqlCommand query, CancellationToken cancel)
    {
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var holders = new List<HoldingTransaction>();
        while (await rows.ReadAsync(cancel))
            holders.Add(new(
                rows.IsDBNull(0) ? null : rows.GetInt32(0), rows.IsDBNull(1) ? null : rows.GetString(1),
                rows.IsDBNull(2) ? null : rows.GetString(2), rows.IsDBNull(3) ? null : new(rows.GetDateTime(3))));
        return holders;
    }
}
