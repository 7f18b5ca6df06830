using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>Reads the progress of each projection.</summary>
public sealed class ProjectionWatch(NpgsqlDataSource database, TimeProvider time, IEnumerable<WatchedShard> shards)
{
    private readonly string[] _shards = [.. shards.Select(shard => shard.Name)];
    private readonly StallDetector _stalls = new(time);

    /// <summary>Whether there is progress to read: a first start makes the tables of an empty database.</summary>
    public async Task<bool> HasTablesAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            """
            select to_regclass('clusterevents.mt_events') is not null
              and to_regclass('clusterevents.mt_event_progression') is not null
            """);
        return await query.ExecuteScalarAsync(cancel) is true;
    }

    public async Task<IReadOnlyList<ProjectionState>> LookAsync(CancellationToken cancel)
    {
        // A projection without progress has never started and is not listed. Progress of earlier timeline versions no
        // longer moves once no node of that version runs, so only those of this version are read. While a synchronous
        // standby is unavailable no commit completes, which no other node could change.
        await using var query = database.CreateCommand(
            $"""
            select name, coalesce(last_seq_id, 0), {EventFragments.AgeAfter("coalesce(last_seq_id, 0)")},
              (select coalesce(max(seq_id), 0) from clusterevents.mt_events),
              exists (select from pg_stat_activity
                where wait_event = 'SyncRep' and clock_timestamp() - state_change > interval '10 seconds')
            from unnest($1) as own (name) left join clusterevents.mt_event_progression using (name) order by name
            """);
        query.Parameters.Add(new() { Value = _shards });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var states = new List<ProjectionState>();
        while (await rows.ReadAsync(cancel))
            states.Add(State(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(3),
                rows.GetDouble(2), waits: rows.GetBoolean(4)));
        return states;
    }

    private ProjectionState State(string name, long position, long newest, double delay, bool waits)
    {
        var lag = Math.Max(0, newest - position);
        return new(name, position, lag, delay, _stalls.IsStuck(name, position, waits ? 0 : lag));
    }
}
