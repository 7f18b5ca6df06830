using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Resolves an instant to the position of the last event recorded by then. It runs once for each request, so that
/// everything read for it, and for later pages, refers to one position.
/// </summary>
/// <remarks>
/// Recording times increase with positions, except for events that several nodes record within milliseconds. So the
/// position is found by binary search, and then its neighbourhood is scanned.
/// </remarks>
public sealed class PointInTimeResolver(NpgsqlDataSource database)
{
    /// <summary>The maximum distance between the order of times and the order of positions.</summary>
    private const int Around = 1_000;

    public async Task<KnownAt> KnownAtAsync(PointInTime asked, CancellationToken cancel) =>
        new(asked.Position ?? await PositionAsync(asked.Instant!.Value, cancel));

    /// <summary>When the last event up to a position was recorded; null if there is none.</summary>
    public async Task<DateTimeOffset?> RecordedAsync(long position, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select timestamp from clusterevents.mt_events where seq_id <= $1 order by seq_id desc limit 1");
        query.Parameters.Add(new() { Value = position });
        return await query.ExecuteScalarAsync(cancel) is DateTime recorded ? new(recorded, TimeSpan.Zero) : null;
    }

    private async Task<long> PositionAsync(DateTimeOffset instant, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"""
            with recursive search (low, high) as (
              select 0::bigint, coalesce((select max(seq_id) from clusterevents.mt_events), 0)
              union all
              select case when met.timestamp <= $1 then met.seq_id else low end,
                case when met.timestamp <= $1 then high else middle - 1 end
              from search
                cross join lateral (select (low + high + 1) / 2 as middle) half
                left join lateral (select seq_id, timestamp from clusterevents.mt_events
                  where seq_id >= middle order by seq_id limit 1) met on true
              where low < high),
            found as (select max(low) as position from search)
            select greatest(found.position, (select max(seq_id) from clusterevents.mt_events
              where seq_id between found.position - {Around} and found.position + {Around} and timestamp <= $1
                and type <> 'tombstone'))
            from found
            """);
        query.Parameters.Add(new() { Value = instant });
        return (long)(await query.ExecuteScalarAsync(cancel))!;
    }
}
