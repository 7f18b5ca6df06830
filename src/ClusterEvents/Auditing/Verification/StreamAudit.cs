using System.Globalization;
using ClusterEvents.EventStore.Integrity;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks that the versions of each stream are 1, 2, 3 … in the order of positions, and that its row agrees with its
/// events.
/// </summary>
internal sealed class StreamAudit(Findings findings)
{
    public long Streams { get; private set; }

    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await foreach (var (stream, position, version, place) in
            StoreIntegrity.VersionGapsAsync(snapshot.Connection, cancel))
            findings.Add("stream-gap", $"stream {stream}, position {position}",
                $"It says version {version} and is the {place}. of its stream.");
        await foreach (var (stream, head, newest) in
            StoreIntegrity.HeadMismatchesAsync(snapshot.Connection, cancel))
            findings.Add("stream-head", $"stream {stream}",
                $"Its head says version {Shown(head)}, and its newest event is {Shown(newest)}.");
        await foreach (var (stream, columns) in StoreIntegrity.AlteredStreamsAsync(snapshot.Connection, cancel))
            findings.Add("stream-altered", $"stream {stream}",
                $"`{columns}` of its row is not what its events make. Find out who changed it, and restore it.");
        Streams = await StoreIntegrity.StreamCountAsync(snapshot, cancel);
    }

    private static string Shown(long? version) => version?.ToString(CultureInfo.InvariantCulture) ?? "nothing";
}
