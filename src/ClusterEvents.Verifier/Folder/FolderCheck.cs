using System.Globalization;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>
/// Checks an exported folder in one pass over its events: each event must produce its entry, the entries the tiles,
/// the tree the root of every checkpoint, and the events the timeline states in the folder.
/// </summary>
internal sealed class FolderCheck(Evidence evidence, IReadOnlyList<NoteVerifier> trusted, Report report)
{
    private const string Events = "events.ndjson";

    private readonly MerkleTree _tree = new();
    private readonly List<TreeHash> _tile = [];
    private readonly HiddenFields _hidden = new();
    private readonly TimelineRebuild _timelines = new(evidence);
    private readonly List<LoggedEntry> _missing = [];

    /// <summary>The types of the entries that are corrected, as far as they were read.</summary>
    private readonly Dictionary<Guid, string> _types = [];
    private long _position;

    public void Run(CancellationToken cancel)
    {
        var manifest = evidence.Manifest();
        evidence.CheckFiles(manifest, report);
        var keys = trusted.Count > 0 ? trusted : Options.Read(evidence.Lines("keys").Select(line => line.Text));
        if (trusted.Count == 0)
            report.Note("No --key was given: the folder was checked with its own keys, which proves that it agrees "
                + "with itself, not who signed it.");
        var checkpoints = new FolderCheckpoints(evidence, keys, report);
        checkpoints.CheckNewest(manifest);
        using var openings = new CommitmentOpenings(evidence, report);
        using var entries = Entries(manifest.Size, openings, report).GetEnumerator();
        var pairs = new EntryPairs(entries, () => PositionsInLog(manifest.Size), PositionsInFile,
            entry => Append(entry, manifest.Size, checkpoints), Miss);
        foreach (var (number, line) in evidence.Lines(Events))
        {
            cancel.ThrowIfCancellationRequested();
            Take(line, number, pairs);
        }

        pairs.End();
        TellMissing();
        checkpoints.End(_tree.Size);
        CheckHigherTiles(manifest.Size);
        _timelines.Compare(evidence.Lines("timelines.ndjson"), report);
        _hidden.Report(report);
        if (manifest.Leaves > manifest.Size)
            report.Note($"The store had {manifest.Leaves - manifest.Size} leaves more, for which no checkpoint stood: "
                + "they are not in the folder.");
        foreach (var (timeline, state) in _timelines.States)
            report.Note($"{timeline}: {state.Entries} entries, state {state.Hash}");
        report.Note($"{_tree.Size} events, {checkpoints.Agreed} checkpoints, root {_tree.Root().ToBase64()}");
    }

    /// <summary>Takes the next entry of the log into the tree.</summary>
    private void Append(LoggedEntry entry, long size, FolderCheckpoints checkpoints)
    {
        _tree.Append(entry.Leaf);
        _tile.Add(entry.Leaf);
        CheckTile(size);
        checkpoints.At(_tree);
    }

    private void Take(string line, long number, EntryPairs pairs)
    {
        var (recorded, fault) = Read(line);
        if (pairs.Of(recorded) is not { } entry)
        {
            report.Add("event-superfluous", $"{Events}, line {number}", "The log has no entry for it.");
            return;
        }

        var where = $"{Events}, line {number} (leaf {entry.Index})";
        try
        {
            if (recorded is null) throw new FormatException(fault);
            Compare(recorded, entry, where);
        }
        catch (FormatException exception)
        {
            report.Add("event-altered", where, $"It cannot be read: {exception.Message}");
            if (recorded is null) Follow(entry, where);
        }
    }

    private static (RecordedEvent? Event, string Fault) Read(string line)
    {
        try
        {
            return (RecordedEvent.Read(line), "");
        }
        catch (FormatException exception)
        {
            return (null, exception.Message);
        }
    }

    /// <exception cref="FormatException">The event cannot be read to its end.</exception>
    private void Compare(RecordedEvent recorded, LoggedEntry entry, string where)
    {
        if (_timelines.Corrects(recorded.ActivityId)) _types[recorded.ActivityId] = recorded.Type;
        _hidden.Take(recorded.Entry, where, entry.Openings.Erased.Count);
        Erase(recorded, where);
        var made = recorded.Leaf(
            entry.Openings, recorded.Target is { } about ? _types.GetValueOrDefault(about) : null);
        if (!made.AsSpan().SequenceEqual(entry.Bytes.Span))
            report.Add("event-altered", where, $"{string.Join("; ", DifferencesOf(entry, made))}.");
        if (recorded.Position <= _position)
            report.Add("event-order", where, $"Its position {recorded.Position} does not come after {_position}.");
        _position = recorded.Position;
        _timelines.Take(recorded, entry.Leaf);
    }

    private static IEnumerable<string> DifferencesOf(LoggedEntry entry, byte[] made) =>
        Input.Checked(() => JsonDifference.Between(entry.Bytes, made));

    private void Erase(RecordedEvent recorded, string where)
    {
        if (recorded is { IsErasure: true, Target: { } erased })
            _hidden.Erase(erased, $"the erasure {recorded.ActivityId} ({where})");
    }

    private void Miss(LoggedEntry entry)
    {
        _missing.Add(entry);
        Follow(entry, $"leaf {entry.Index}");
    }

    /// <summary>
    /// Goes on with the log's entry where the event is missing, so that timelines and erasures are not told as well.
    /// </summary>
    private void Follow(LoggedEntry entry, string where)
    {
        if (entry.Event is not { } logged) return;
        Erase(logged, where);
        try
        {
            _timelines.Take(logged, entry.Leaf);
        }
        catch (FormatException)
        {
            // A sealed event that is shown nowhere: the timelines in the folder say so themselves.
        }
    }

    /// <summary>Reports the missing events, neighbours as one.</summary>
    private void TellMissing()
    {
        var missing = _missing.OrderBy(entry => entry.Index).ToList();
        for (var (from, to) = (0, 0); from < missing.Count; from = to)
        {
            while (to < missing.Count && missing[to].Index - missing[from].Index == to - from) to++;
            var (first, last) = (missing[from], missing[to - 1]);
            report.Add("event-missing", Events, to - from == 1
                ? $"It has no line for the entry at position {Of(first)} (leaf {first.Index})."
                : $"It has no lines for the {to - from} entries from position {Of(first)} (leaf {first.Index}) to "
                    + $"{Of(last)} (leaf {last.Index}).");
        }

        static string Of(LoggedEntry entry) => entry.Position?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
    }

    private IEnumerable<long> PositionsInFile() => evidence.Lines(Events)
        .Select(line => LoggedEntry.PositionOf(Read(line.Text).Event)).OfType<long>();

    private IEnumerable<long> PositionsInLog(long size) =>
        Entries(size, null, new()).Select(entry => entry.Position).OfType<long>();

    private IEnumerable<LoggedEntry> Entries(long size, CommitmentOpenings? openings, Report told)
    {
        var index = 0L;
        foreach (var tile in EntryTile.Of(size))
        {
            var entries = Bundle(tile, told);
            if (entries.Count != tile.Width)
                told.Add("bundle-altered", tile.Path, $"It holds {entries.Count} entries instead of {tile.Width}.");
            foreach (var entry in entries.Take(tile.Width))
            {
                yield return new(index, entry, openings?.Of(index) ?? Openings.None);
                index++;
            }
        }
    }

    private List<ReadOnlyMemory<byte>> Bundle(EntryTile tile, Report told)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        if (!evidence.Has(tile.Path)) return entries;
        try
        {
            foreach (var entry in EntryBundle.Read(evidence.Bytes(tile.Path))) entries.Add(entry);
        }
        catch (InvalidDataException exception)
        {
            told.Add("bundle-altered", tile.Path, exception.Message);
        }

        return entries;
    }

    /// <summary>Checks the tile that the latest leaf completes, or the last, partial one.</summary>
    private void CheckTile(long size)
    {
        if (_tile.Count < Tile.Full && _tree.Size < size) return;
        CompareTile(new(0, (_tree.Size - 1) / Tile.Full, _tile.Count), _tile);
        _tile.Clear();
    }

    /// <summary>Checks the higher tiles: each hash is the root of the full tile below it.</summary>
    private void CheckHigherTiles(long size)
    {
        foreach (var tile in Tile.Of(size).Where(tile => tile.Level > 0))
        {
            var hashes = new List<TreeHash>();
            for (var i = 0; i < tile.Width; i++)
            {
                var below = new Tile(tile.Level - 1, (tile.Index * Tile.Full) + i, Tile.Full);
                if (!evidence.Has(below.Path)) break;
                var tree = new MerkleTree();
                var bytes = evidence.Bytes(below.Path);
                for (var at = 0; at + TreeHash.Size <= bytes.Length; at += TreeHash.Size)
                    tree.Append(new(bytes.AsSpan(at, TreeHash.Size)));
                hashes.Add(tree.Root());
            }

            CompareTile(tile, hashes);
        }
    }

    private void CompareTile(Tile tile, List<TreeHash> expected)
    {
        if (!evidence.Has(tile.Path)) return;
        var stored = evidence.Bytes(tile.Path).AsSpan();
        var same = 0;
        while (same < expected.Count && stored.Length >= (same + 1) * TreeHash.Size
            && new TreeHash(stored.Slice(same * TreeHash.Size, TreeHash.Size)) == expected[same]) same++;
        if (same < expected.Count || stored.Length != expected.Count * TreeHash.Size)
            report.Add("tile-altered", tile.Path, $"From its hash {same} on it is not what the entries make.");
    }
}
