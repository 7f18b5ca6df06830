using ClusterEvents.EventStore.Reading;
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

    private const string Prepared = $"'{HoldingTransaction.Prepared}' || p.gid";

    private readonly TimeSpan _atLeast = atLeast ?? TimeSpan.FromSeconds(30);

    /// <summary>
    /// The transactions, the oldest first: all that are open while the daemon waits for a position, and otherwise those
    /// that have taken one, for which the log waits longer.
    /// </summary>
    public Task<IReadOnlyList<HoldingTransaction>> FindAsync(CancellationToken cancel) => FindAsync(true, cancel);

    /// <summary>
    /// The same for somebody who has not watched timelines: they stand still if what follows their position is old.
    /// </summary>
    public async Task<IReadOnlyList<HoldingTransaction>> FindAtOnceAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"select {EventFragments.AgeAfter(ProjectionProgress.Of(ProjectionProgress.HighWaterMark))}");
        var waited = TimeSpan.FromSeconds((double)(await query.ExecuteScalarAsync(cancel))!);
        return await FindAsync(waited > _atLeast, cancel);
    }

    private async Task<IReadOnlyList<HoldingTransaction>> FindAsync(bool mayStandStill, CancellationToken cancel)
    {
        // A login without pg_read_all_stats is not told when another login's transaction began, but that it has one.
        await using var query = database.CreateCommand(
            $"""
            with held (so) as (select $2 and (select coalesce(max(seq_id), 0) from clusterevents.mt_events)
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
            select null, p.owner, {Prepared}, p.prepared from pg_prepared_xacts p, held
            where (held.so or exists (select from takers where pid is null and {OfPrepared("takers")}))
              and p.database = current_database() and p.prepared < clock_timestamp() - $1
            order by xact_start nulls last limit {Most}
            """);
        query.Parameters.Add(new() { Value = _atLeast });
        query.Parameters.Add(new() { Value = mayStandStill });
        return await ReadAsync(query, cancel);
    }

    /// <summary>
    /// The transactions that hold a lock for which this program waits, the oldest first. A commit of its own that waits
    /// for a synchronous standby is not to be ended.
    /// </summary>
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
              and a.wait_event is distinct from 'SyncRep'
            union all
            select null, p.owner, {Prepared}, p.prepared from pg_prepared_xacts p
            where 0 in (select pid from holding) and exists (select from pg_locks wanted join pg_locks had
              on had.granted and had.pid is null and {OfPrepared("had")} and had.locktype = wanted.locktype
              and (had.database, had.relation, had.page, had.tuple, had.transactionid, had.classid, had.objid)
                is not distinct from (wanted.database, wanted.relation, wanted.page, wanted.tuple,
                  wanted.transactionid, wanted.classid, wanted.objid)
              where not wanted.granted and wanted.pid in (select pid from waiting))
            order by xact_start nulls last limit {Most}
            """);
        return await ReadAsync(query, cancel);
    }

    /// <summary>Whether a commit of this program waits for a synchronous standby.</summary>
    public async Task<bool> AwaitStandbyAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select exists (select from pg_stat_activity where wait_event = 'SyncRep' "
            + "and clock_timestamp() - state_change > interval '5 seconds')");
        return (bool)(await query.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>
    /// Whether a lock is held by the prepared transaction <c>p</c>: it keeps the virtual id of the session that
    /// prepared it, or has another after a restart, and only its lock on its own id tells which.
    /// </summary>
    private static string OfPrepared(string held) =>
        $"""
        {held}.virtualtransaction in (select virtualtransaction from pg_locks
          where locktype = 'transactionid' and pid is null and granted and transactionid = p.transaction)
        """;

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
