using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>Checks that whatever lost personal fields lost them by an erasure that is on record.</summary>
internal sealed class ErasureAudit(Findings findings)
{
    public long Erased { get; private set; }

    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
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
}
