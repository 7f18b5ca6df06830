using ClusterEvents.EventStore.Integrity;

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
        await foreach (var (id, position, onRecord) in StoreIntegrity.ErasedEventsAsync(snapshot.Connection, cancel))
        {
            Erased++;
            if (!onRecord)
                findings.Add("erased-without-record", $"event {id}, position {position}",
                    "Personal fields are gone from it, and no erasure on record says why.");
        }

        // Erased values that are present again. Corrections after the erasure may add new ones.
        await foreach (var (id, position, erasedAt) in
            StoreIntegrity.UndoneErasuresAsync(snapshot.Connection, cancel))
            findings.Add("erasure-undone", $"event {id}, position {position}",
                $"The erasure at position {erasedAt} took its personal fields, and they are there again.");
    }
}
