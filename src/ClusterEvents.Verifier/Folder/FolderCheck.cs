using System.Text.Json;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>
/// Checks an exported folder in one pass over its events: each event must produce its entry, the entries the tiles,
/// the tree the root of every checkpoint, and the events the timeline states in the folder.
/// </summary>
internal sealed class FolderCheck(Evidence evidence, IReadOnlyList<NoteVerifier> trusted, Report report)
{
    private readonly MerkleTree _tree = new();
    private readonly List<TreeHash> _tile = [];
    private readonly HiddenFields _hidden = new();

    /// <summary>The types of the entries that are corrected, as far as they were read.</summary>
    private readonly Dictionary<Guid, string> _types = [];
    private long _position;

    public async Task RunAsync(CancellationToken cancel)
    {
        var manifest = evidence.Manifest();
        evidence.CheckFiles(manifest, report);
        var keys = trusted.Count > 0 ? trusted : Options.Read(evidence.Lines("keys"));
        if (trusted.Count == 0)
            report.Note("No --key was given: the folder was checked with its own keys, which proves that it agrees "
                + "with itself, not who signed it.");
        var checkpoints = new FolderCheckpoints(evidence, keys, report);
        checkpoints.CheckNewest(manifest);
        var corrected = TimelineRebuild.CorrectedIn(evidence);
        var timelines = new TimelineRebuild(corrected);
        using var openings = new CommitmentOpenings(evidence.Lines("openings.ndjson"));
        using var entries = Entries(manifest.Size).GetEnumerator();
        foreach (var line in evidence.Lines("events.ndjson"))
        {
            cancel.ThrowIfCancellationRequested();
            var index = _tree.Size;
            if (!entries.MoveNext())
            {
                report.Add("event-superfluous", $"events.ndjson, line {index + 1}", "The log has no entry for it.");
                continue;
            }

            Take(line, index, entries.Current, openings.Of(index), corrected, timelines);
            await CheckTileAsync(manifest.Size, cancel);
            checkpoints.At(_tree);
        }

        if (_tree.Size < manifest.Size)
            report.Add("event-missing", $"events.ndjson, line {_tree.Size + 1}",
                $"The log has {manifest.Size} entries.");
        checkpoints.End(_tree.Size);
        await CheckHigherTilesAsync(manifest.Size, cancel);
        timelines.Compare(evidence.Lines("timelines.ndjson"), report);
        _hidden.Report(report);
        if (manifest.Leaves > manifest.Size)
            report.Note($"The store had {manifest.Leaves - manifest.Size} leaves more, for which no checkpoint stood: "
                + "they are not in the folder.");
        foreach (var (timeline, state) in timelines.States)
            report.Note($"{timeline}: {state.Entries} entries, state {state.Hash}");
        report.Note($"{_tree.Size} events, {checkpoints.Agreed} checkpoints, root {_tree.Root().ToBase64()}");
    }

    private void Take(
        string line, long index, ReadOnlyMemory<byte> entry, Openings openings, HashSet<Guid> corrected,
        TimelineRebuild timelines)
    {
        var leaf = TreeHash.OfLeaf(entry.Span);
        _tree.Append(leaf);
        _tile.Add(leaf);
        var where = $"events.ndjson, line {index + 1} (leaf {index})";
        try
        {
            using var json = JsonDocument.Parse(line);
            var (id, target) = (RecordedEvent.ActivityId(json.RootElement), RecordedEvent.TargetOf(json.RootElement));
            if (corrected.Contains(id)) _types[id] = json.RootElement.GetProperty("type").GetString()!;
            _hidden.Take(target ?? id, where, openings.Erased.Count);
            if (target is { } entryOf && RecordedEvent.IsErasure(json.RootElement))
                _hidden.Erase(entryOf, $"the erasure {id} ({where})");
            var made = ActivityLeaf.Of(
                json.RootElement, openings, target is { } about ? _types.GetValueOrDefault(about) : null);
            if (!made.AsSpan().SequenceEqual(entry.Span))
                report.Add("event-altered", where, $"{string.Join("; ", JsonDifference.Between(entry, made))}.");
            var position = long.Parse(json.RootElement.GetProperty("sequence").GetString()!, null);
            if (position <= _position)
                report.Add("event-order", where, $"Its position {position} does not come after {_position}.");
            _position = position;
            timelines.Take(json.RootElement, leaf);
        }
        catch (Exception exception)
            when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            report.Add("event-altered", where, $"It cannot be read: {exception.Message}");
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Entries(long size)
    {
        foreach (var tile in EntryTile.Of(size))
        {
            ReadOnlyMemory<byte>[] entries =
                evidence.Has(tile.Path) ? [.. EntryBundle.Read(evidence.Bytes(tile.Path))] : [];
            if (entries.Length != tile.Width)
                report.Add("bundle-altered", tile.Path, $"It holds {entries.Length} entries instead of {tile.Width}.");
            foreach (var entry in entries.Take(tile.Width)) yield return entry;
        }
    }

    /// <summary>Checks the tile that the latest leaf completes, or the last, partial one.</summary>
    private async Task CheckTileAsync(long size, CancellationToken cancel)
    {
        if (_tile.Count < Tile.Full && _tree.Size < size) return;
        await CompareAsync(new(0, (_tree.Size - 1) / Tile.Full, _tile.Count), _tile, cancel);
        _tile.Clear();
    }

    /// <summary>Checks the higher tiles: each hash is the root of the full tile below it.</summary>
    private async Task CheckHigherTilesAsync(long size, CancellationToken cancel)
    {
        foreach (var tile in Tile.Of(size).Where(tile => tile.Level > 0))
        {
            var hashes = new List<TreeHash>();
            for (var i = 0; i < tile.Width; i++)
            {
                var below = new Tile(tile.Level - 1, (tile.Index * Tile.Full) + i, Tile.Full);
                if (!evidence.Has(below.Path)) break;
                var tree = new MerkleTree();
                var bytes = await evidence.Tiles.ReadAsync(below, cancel);
                for (var at = 0; at + TreeHash.Size <= bytes.Length; at += TreeHash.Size)
                    tree.Append(new(bytes.Span.Slice(at, TreeHash.Size)));
                hashes.Add(tree.Root());
            }

            await CompareAsync(tile, hashes, cancel);
        }
    }

    private async Task CompareAsync(Tile tile, List<TreeHash> expected, CancellationToken cancel)
    {
        if (!evidence.Has(tile.Path)) return;
        var stored = await evidence.Tiles.ReadAsync(tile, cancel);
        var same = 0;
        while (same < expected.Count && stored.Length >= (same + 1) * TreeHash.Size
            && new TreeHash(stored.Span.Slice(same * TreeHash.Size, TreeHash.Size)) == expected[same]) same++;
        if (same < expected.Count || stored.Length != expected.Count * TreeHash.Size)
            report.Add("tile-altered", tile.Path, $"From its hash {same} on it is not what the entries make.");
    }
}
