using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Integrity;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks that each CloudEvents source belongs to whoever recorded the first event of it. Otherwise its sender could be
/// rejected, or another one record in its name.
/// </summary>
internal sealed class SourceAudit(Findings findings)
{
    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        var expected = await SourceTable.ExpectedAsync(snapshot.Connection, cancel);
        foreach (var (source, owner) in await SourceTable.StoredAsync(snapshot.Connection, cancel))
            if (!expected.Remove(source, out var first))
                findings.Add(
                    "source-superfluous", $"source {source}", $"`{owner}` owns it, and no event was sent under it.");
            else if (first is not null && first != owner)
                findings.Add("source-altered", $"source {source}", $"`{owner}` owns it instead of `{first}`.");
        foreach (var (source, owner) in expected)
            findings.Add(
                "source-missing", $"source {source}", $"`{owner}` does not own it, and another could send under it.");
    }
}
