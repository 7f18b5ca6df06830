using System.Globalization;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>Compares the growing tree with every checkpoint in the folder.</summary>
internal sealed class FolderCheckpoints
{
    private readonly Evidence _evidence;
    private readonly IReadOnlyList<NoteVerifier> _keys;
    private readonly Report _report;
    private readonly Queue<(string Name, Checkpoint Checkpoint)> _ahead = new();

    public FolderCheckpoints(Evidence evidence, IReadOnlyList<NoteVerifier> keys, Report report)
    {
        (_evidence, _keys, _report) = (evidence, keys, report);
        foreach (var (name, note) in evidence.Checkpoints())
        {
            var (checkpoint, fault) = Signed.Read(note, keys);
            if (checkpoint is null) report.Add("checkpoint-altered", name, fault);
            else if (name != $"checkpoints/{checkpoint.Size.ToString("D20", CultureInfo.InvariantCulture)}")
                report.Add("checkpoint-altered", name, $"It is of size {checkpoint.Size}.");
            else _ahead.Enqueue((name, checkpoint));
        }
    }

    /// <summary>The number of checkpoints that match the tree.</summary>
    public long Agreed { get; private set; }

    public void CheckNewest(Manifest manifest)
    {
        var (newest, fault) = Signed.Read(_evidence.Text("checkpoint"), _keys);
        if (newest is null) _report.Add("checkpoint-altered", "checkpoint", fault);
        else if (newest.Size != manifest.Size || newest.Root.ToBase64() != manifest.Root
            || newest.Origin != manifest.Origin)
            _report.Add("manifest-altered", "manifest.json",
                "It says another origin, size or root than the newest checkpoint.");
        else _ahead.Enqueue(("checkpoint", newest));
    }

    public void At(MerkleTree tree)
    {
        while (_ahead.TryPeek(out var next) && next.Checkpoint.Size <= tree.Size)
        {
            _ahead.Dequeue();
            if (next.Checkpoint.Size == tree.Size && next.Checkpoint.Root == tree.Root()) Agreed++;
            else
                _report.Add("history-rewritten", next.Name,
                    $"The entries make the root {tree.Root().ToBase64()} at {tree.Size}; "
                    + $"{next.Checkpoint.Root.ToBase64()} was signed.");
        }
    }

    public void End(long size)
    {
        foreach (var (name, checkpoint) in _ahead)
            _report.Add("leaves-missing", name, $"It stands for {checkpoint.Size} leaves, and the folder has {size}.");
    }
}
