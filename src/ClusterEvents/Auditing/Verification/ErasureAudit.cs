using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks that every removed personal field was removed by an erasure on record, and that no erased value has come
/// back, for example from a backup.
/// </summary>
internal sealed class ErasureAudit(Findings findings)
{
    public long Erased { get; private set; }

    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await ErasedAsync(snapshot, cancel);
        await UndoneAsync(snapshot, cancel);
    }

    private async Task ErasedAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select e.id, e.seq_id, exists (
              select from clusterevents.mt_events r where r.type like 'personal-fields-erased.%'
                and r.stream_id = e.stream_id and r.data->>'targetEventId' in (e.id::text, e.data->>'targetEventId'))
            from clusterevents.mt_events e where e.headers ? 'erased' order by e.seq_id
            """, snapshot.Connection)
        { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            Erased++;
            if (!rows.GetBoolean(2))
                findings.Add("erased-without-record", $"event {rows.GetGuid(0)}, position {rows.GetInt64(1)}",
                    "Personal fields are gone from it, and no erasure on record says why.");
        }
    }

    /// <summary>Erased values that are present again. Corrections after the erasure may add new ones.</summary>
    private async Task UndoneAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select e.id, e.seq_id, max(r.seq_id) from clusterevents.mt_events r
            join clusterevents.mt_events e on e.stream_id = r.stream_id and e.seq_id < r.seq_id
              and r.data->>'targetEventId' in (e.id::text, e.data->>'targetEventId')
            where r.type like 'personal-fields-erased.%' and e.headers ? 'salts'
            group by e.id, e.seq_id order by e.seq_id
            """, snapshot.Connection)
        { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            findings.Add("erasure-undone", $"event {rows.GetGuid(0)}, position {rows.GetInt64(1)}",
                $"The erasure at position {rows.GetInt64(2)} took its personal fields, and they are there again.");
    }
}
