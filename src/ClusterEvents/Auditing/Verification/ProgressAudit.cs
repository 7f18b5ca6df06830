using ClusterEvents.EventStore.Integrity;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks that nothing which follows the record says it has come further than the record goes. It would pass over all
/// that is recorded up to there: timelines would not show it, and nobody would be told.
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
