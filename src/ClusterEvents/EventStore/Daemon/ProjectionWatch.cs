using Npgsql;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>Looks how far each projection has come.</summary>
public sealed class ProjectionWatch(NpgsqlDataSource database, TimeProvider time, IEnumerable<WatchedShard> shards)
{
    private readonly string[] _shards = [.. shards.Select(shard => shard.Name)];
    private readonly StallDetector _standstill = new(time);

    public async Task<IReadOnlyList<ProjectionState>> LookAsync(CancellationToken cancel)
    {
        // What has never begun is not in the store, and would be missed by nobody. What an earlier program wrote stands
        // still once no node of it runs, so that only this program's own are looked at. And while a synchronous standby
        // is away no commit comes to its end: another node could do no better, and readers have nowhere else to go.
        await using var query = database.CreateCommand(
            """
            select name, coalesce(last_seq_id, 0), (select coalesce(max(seq_id), 0) from clusterevents.mt_events),
              exists (select from pg_stat_activity
                where wait_event = 'SyncRep' and clock_timestamp() - state_change > interval '10 seconds')
            from unnest($1) as own (name) left join clusterevents.mt_event_progression using (name) order by name
            """);
        query.Parameters.Add(new() { Value = _shards });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var states = new List<ProjectionState>();
        while (await rows.ReadAsync(cancel))
            states.Add(State(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), waits: rows.GetBoolean(3)));
        return states;
    }

    private ProjectionState State(string name, long position, long newest, bool waits)
    {
        var lag = Math.Max(0, newest - position);
        return new(name, position, lag, _standstill.IsStuck(name, position, waits ? 0 : lag));
    }
}
