using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Log;

/// <summary>
/// Checks a running log: its latest checkpoint must be signed and consistent with the last one seen. If it is not,
/// history was rewritten, and the two signed notes together prove it.
/// </summary>
internal sealed class LogCheck(
    HttpTiles log, IReadOnlyList<NoteVerifier> keys, CheckpointFile remembered, Report report)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var note = await log.CheckpointAsync(cancel);
        var (newest, fault) = Signed.Read(note, keys);
        if (newest is null)
        {
            report.Add("checkpoint", "/checkpoint", fault);
            return;
        }

        var before = remembered.Note;
        if (before is not null && !await ContinuesAsync(before, newest, note, cancel)) return;
        remembered.Keep(note);
        report.Note($"{newest.Origin}: {newest.Size} leaves, root {newest.Root.ToBase64()}"
            + (before is null ? ", seen for the first time" : ", and everything seen before is in it"));
    }

    private async Task<bool> ContinuesAsync(string before, Checkpoint newest, string note, CancellationToken cancel)
    {
        var (old, fault) = Signed.Read(before, keys);
        if (old is null)
            throw new VerifierException($"The stored checkpoint is not valid under these keys: {fault}");
        var (code, why) = old.Origin != newest.Origin
            ? ("other-log", $"It was {old.Origin}, and now it is {newest.Origin}.")
            : newest.Size < old.Size ? ("rollback", $"It had {old.Size} leaves, and now it has {newest.Size}.")
            : await IsConsistentAsync(old, newest, cancel) ? ("", "")
            : ("fork", $"The tree of {newest.Size} leaves does not begin with the tree of {old.Size} that was signed.");
        if (code.Length == 0) return true;
        report.Add(code, newest.Origin, $"{why} Keep both notes as evidence:\n{before}\n{note}");
        return false;
    }

    private async Task<bool> IsConsistentAsync(Checkpoint old, Checkpoint newest, CancellationToken cancel) =>
        Proofs.VerifyConsistency(old.Size, old.Root, newest.Size, newest.Root,
            await Proofs.ConsistencyAsync(log, old.Size, newest.Size, cancel));
}
