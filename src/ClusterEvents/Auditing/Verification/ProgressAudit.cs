using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks that no progress row is beyond the end of the record. Its consumer would skip the events up to there:
/// timelines would not show them, and webhooks would not be sent.
/// </summary>
internal sealed class ProgressAudit(Findings findings)
{
    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        // A sequence is not part of the snapshot: its current value is never behind it.
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
