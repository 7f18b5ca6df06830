using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks that the versions of each stream are 1, 2, 3 … in the order of positions, and that its stored version
/// agrees.
/// </summary>
internal sealed class StreamAudit(Findings findings)
{
    public long Streams { get; private set; }

    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await VersionsAsync(snapshot, cancel);
        await HeadsAsync(snapshot, cancel);
        Streams = await snapshot.NumberAsync("select count(*) from clusterevents.mt_streams", cancel);
    }

    private async Task VersionsAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select coalesce(stream_id, 'of no name'), seq_id, version, expected from (
              select stream_id, seq_id, version, row_number() over (partition by stream_id order by seq_id) as expected
              from clusterevents.mt_events where type <> 'tombstone') numbered
            where version <> expected order by seq_id
            """, snapshot.Connection)
        { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            findings.Add("stream-gap", $"stream {rows.GetString(0)}, position {rows.GetInt64(1)}",
                $"It says version {rows.GetInt64(2)} and is the {rows.GetInt64(3)}. of its stream.");
    }

    private async Task HeadsAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select coalesce(s.id, e.stream_id, 'of no name'), s.version, e.newest
            from (select stream_id, max(version) as newest, bool_and(type = 'tombstone') as unused
                  from clusterevents.mt_events group by stream_id) e
            full join clusterevents.mt_streams s on s.id = e.stream_id
            where not coalesce(e.unused, false) and s.version is distinct from e.newest
              and not (e.newest is null and s.version = 0)
            order by 1
            """, snapshot.Connection)
        { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            findings.Add("stream-head", $"stream {rows.GetString(0)}",
                $"Its head says version {Shown(rows, 1)}, and its newest event is {Shown(rows, 2)}.");
    }

    private static string Shown(NpgsqlDataReader rows, int column) =>
        rows.IsDBNull(column) ? "nothing"
            : rows.GetInt64(column).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
