using ClusterEvents.EventStore.Integrity;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks that no progress row is beyond the end of the record. Its consumer would skip the events up to there:
/// timelines would not show them, and webhooks would not be sent.
/// </summary>
internal sealed class ProgressAudit(Findings findings)
{
    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await foreach (var (name, position, given) in StoreIntegrity.ProgressAheadAsync(snapshot.Connection, cancel))
            findings.Add("progress-ahead", $"progress {name}",
                $"It says position {position}, and the newest that was ever given is {given}: what "
                + "is recorded up to there would be passed over.");
    }
}
