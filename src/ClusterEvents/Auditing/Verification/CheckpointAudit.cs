using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Holds the tree, as it grows, against every checkpoint that was ever signed: those of the store, and those that the
/// auditor has kept from earlier. One root at each size is the consistency of all of them.
/// </summary>
internal sealed class CheckpointAudit
{
    private readonly Findings _findings;
    private readonly IReadOnlyList<NoteVerifier> _keys;
    private readonly Queue<Signed> _ahead;
    private long _agreed;

    private CheckpointAudit(
        Findings findings, IReadOnlyList<NoteVerifier> keys, IReadOnlyList<Signed> stored, IEnumerable<Signed> held) =>
        (_findings, _keys, _ahead, None) =
            (findings, keys, new(stored.Concat(held).OrderBy(one => one.Size)), stored.Count == 0);

    /// <summary>Whether the store has none.</summary>
    public bool None { get; }

    /// <summary>How many were found to be signed, and agree with the tree.</summary>
    public long Verified { get; private set; }

    /// <summary>The root of the newest one that agrees.</summary>
    public TreeHash? Newest { get; private set; }

    /// <summary>Whether the log was ever begun: it has a key.</summary>
    public bool IsBegun => _keys.Count > 0;

    public static async Task<CheckpointAudit> OpenAsync(
        Snapshot snapshot, IReadOnlyList<PublishedCheckpoint> held, Findings findings, CancellationToken cancel)
    {
        var keys = new List<NoteVerifier>();
        foreach (var text in await LogKeys.TextsAsync(snapshot.Connection, cancel))
            if (NoteVerifier.TryParse(text, out var key)) keys.Add(key);
            else findings.Add("key-altered", $"key {text}", "It is no key that a log can sign with.");
        var signed = new List<Signed>();
        await using var query = new NpgsqlCommand(
            $"select size, root, note from {LogTables.Checkpoints} order by size", snapshot.Connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            signed.Add(new("checkpoint", rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), rows.GetString(2)));
        return new(findings, keys, signed,
            held.Select(one => new Signed("checkpoint that you hold", one.Size, null, one.Note)));
    }

    /// <summary>Compares the tree with the checkpoints of its size.</summary>
    public void At(RightEdge tree)
    {
        if (!_ahead.TryPeek(out var next) || next.Size > tree.Size) return;
        var root = tree.Root();
        while (_ahead.TryPeek(out next) && next.Size <= tree.Size) Compare(_ahead.Dequeue(), tree.Size, root);
    }

    /// <summary>Names the checkpoints that stand for more leaves than there are.</summary>
    public void End(long size)
    {
        foreach (var beyond in _ahead)
            _findings.Add("leaves-missing", Named(beyond),
                $"It stands for {beyond.Size} leaves, and there are {size}.");
    }

    private void Compare(Signed signed, long size, TreeHash root)
    {
        if (Fault(signed, out var checkpoint) is { } fault)
        {
            _findings.Add("checkpoint-altered", Named(signed), fault);
            return;
        }

        if (checkpoint.Size != size || checkpoint.Root != root)
        {
            _findings.Add("history-rewritten", Named(signed),
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
            return note.SignedBy(_keys).Any(key => key.Name == origin) ? null : "No key of the log signed it.";
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }

    private static string Named(Signed signed) => $"{signed.Whose} of size {signed.Size}";

    private sealed record Signed(string Whose, long Size, byte[]? Root, string Note);
}
