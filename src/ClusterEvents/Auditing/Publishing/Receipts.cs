using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Recording.Http;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Publishing;

/// <summary>
/// Makes receipts (C2SP tlog-proof): proofs that the log contains an activity, which anyone with the log's public key
/// can verify offline at any time.
/// </summary>
public sealed class Receipts(SealedLog log, StoredTree tree, LogProgress progress) : IReceipts
{
    /// <summary>How long a request waits for the next checkpoint.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<bool> SealedAsync(long position, CancellationToken cancel) =>
        progress.ReachAsync(position, Patience, cancel);

    public async Task<string?> FindAsync(Guid activityId, CancellationToken cancel)
    {
        if (await log.IndexAsync(activityId, cancel) is not { } index) return null;
        if (await log.StandingForAsync(index + 1, cancel) is not { } checkpoint) return null;
        var proof = await Proofs.InclusionAsync(tree, index, checkpoint.Size, cancel);
        return SignedNote.TryParse(checkpoint.Note, out var note) ? new Receipt(index, proof, note).ToString()
            : throw new InvalidDataException($"The checkpoint of size {checkpoint.Size} is no signed note.");
    }
}
