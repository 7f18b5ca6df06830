using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks that nothing which follows the record says it has come further than the record goes. It would pass over all
/// that is recorded up to there: timelines would not show it, and nobody would be told.
/// </summary>
internal sealed class ProgressAudit(Findings findings)
{
    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        // A sequence is read as it is now, which is never behind what the snapshot sees.
        await using var query = new NpgsqlCommand(
            """
            select p.name, p.last_seq_id, s.last_value
            from clusterevents.mt_event_progression p, clusterevents.mt_events_sequence s
            where p.last_seq_id > s.last_value order by p.name
            """, snapshot.Connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            findings.Add("progress-ahead", $"progress {rows.GetString(0)}",
                $"It says position {rows.GetInt64(1)}, and the newest that was ever given is {rows.GetInt64(2)}: what "
                + "is recorded up to there would be passed over.");
    }
}
