using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Compares the growing tree with every checkpoint that was ever signed: the stored ones, and those that the auditor
/// has kept. If the root matches at each size, all of them are consistent.
/// </summary>
internal sealed class CheckpointAudit(
    IReadOnlyList<NoteVerifier> keys, SnapshotRows stored, IEnumerable<PublishedCheckpoint> held, Findings findings)
{
    public const string Query = $"select size, root, note, key from {LogTables.Checkpoints} order by size";

    private readonly Queue<PublishedCheckpoint> _held = new(held.OrderBy(one => one.Size));
    private long _agreed;

    /// <summary>Whether the store has no checkpoints.</summary>
    public bool None { get; } = !stored.There;

    /// <summary>The number of checkpoints whose signature and root are correct.</summary>
    public long Verified { get; private set; }

    /// <summary>The root of the newest correct checkpoint.</summary>
    public TreeHash? Newest { get; private set; }

    /// <summary>Whether the log has been started: it has a key.</summary>
    public bool IsBegun => keys.Count > 0;

    /// <summary>The public keys of the log.</summary>
    public static async Task<IReadOnlyList<NoteVerifier>> KeysAsync(
        Snapshot snapshot, Findings findings, CancellationToken cancel)
    {
        var keys = new List<NoteVerifier>();
        foreach (var text in await LogKeys.TextsAsync(snapshot.Connection, cancel))
            if (NoteVerifier.TryParse(text, out var key)) keys.Add(key);
            else findings.Add("key-altered", $"key {text}", "It is no key that a log can sign with.");
        return keys;
    }

    /// <summary>Compares the tree with the checkpoints of its size.</summary>
    public async ValueTask AtAsync(CompactRange tree, CancellationToken cancel)
    {
        if (!Reaches(tree.Size)) return;
        var root = tree.Root();
        while (Reaches(tree.Size)) Compare(await NextAsync(cancel), tree.Size, root);
    }

    /// <summary>Reports checkpoints with more leaves than there are.</summary>
    public async Task EndAsync(long size, CancellationToken cancel)
    {
        while (Reaches(long.MaxValue))
        {
            var beyond = await NextAsync(cancel);
            findings.Add("leaves-missing", Named(beyond),
                $"It stands for {beyond.Size} leaves, and there are {size}.");
        }
    }

    private bool Reaches(long size) =>
        (stored.There && stored.Row.GetInt64(0) <= size) || (_held.TryPeek(out var kept) && kept.Size <= size);

    /// <summary>The next checkpoint by size; the stored one first if sizes are equal.</summary>
    private async ValueTask<Signed> NextAsync(CancellationToken cancel)
    {
        if (_held.TryPeek(out var kept) && !(stored.There && stored.Row.GetInt64(0) <= kept.Size))
            return new("checkpoint that you hold", kept.Size, null, null, _held.Dequeue().Note);
        var row = stored.Row;
        var next = new Signed(
            "checkpoint", row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetString(3), row.GetString(2));
        await stored.AdvanceAsync(cancel);
        return next;
    }

    private void Compare(Signed signed, long size, TreeHash root)
    {
        if (Fault(signed, out var checkpoint) is { } fault)
        {
            findings.Add("checkpoint-altered", Named(signed), fault);
            return;
        }

        if (checkpoint.Size != size || checkpoint.Root != root)
        {
            findings.Add("history-rewritten", Named(signed),
                $"The tree of {size} leaves has the root {root.ToBase64()}, and "
                + $"{checkpoint.Root.ToBase64()} was signed: something from leaf {_agreed} to leaf {size - 1} "
                + "is not what it was then.");
            return;
        }

        (_agreed, Newest) = (size, root);
        Verified++;
    }

    private string? Fault(Signed signed, out Checkpoint checkpoint)
    {
        checkpoint = null!;
        if (!SignedNote.TryParse(signed.Note, out var note) || !Checkpoint.TryParse(note.Text, out checkpoint))
            return "It is no signed checkpoint.";
        if (checkpoint.Size != signed.Size)
            return $"It is kept under another size than the {checkpoint.Size} that it says.";
        if (signed.Root is { } root && !root.AsSpan().SequenceEqual(checkpoint.Root.ToArray()))
            return "It is kept with another root than it says.";
        try
        {
            var origin = checkpoint.Origin;
            var signers = note.SignedBy(keys).Where(key => key.Name == origin).ToArray();
            return signers.Length == 0 ? "No key of the log signed it."
                : signed.Key is { } key && signers.All(signer => signer.Key != key)
                    ? "It is kept under another key than the one that signed it." : null;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }

    private static string Named(Signed signed) => $"{signed.Whose} of size {signed.Size}";

    private sealed record Signed(string Whose, long Size, byte[]? Root, string? Key, string Note);
}
