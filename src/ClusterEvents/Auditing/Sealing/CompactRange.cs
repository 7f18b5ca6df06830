using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// The right edge of the growing Merkle tree: for each level the hashes that do not fill a tile yet. Full tiles leave
/// it as leaves are appended and never change again.
/// </summary>
internal sealed class CompactRange(long size)
{
    private readonly List<List<TreeHash>> _levels = [];

    public long Size { get; private set; } = size;

    /// <summary>The edge of a stored tree, from the partial tile of each level, lowest level first.</summary>
    public static CompactRange Of(long size, IEnumerable<IEnumerable<TreeHash>> levels)
    {
        var edge = new CompactRange(size);
        foreach (var level in levels) edge._levels.Add([.. level]);
        return edge;
    }

    /// <summary>Appends a leaf.</summary>
    /// <returns>The tiles that become full, lowest level first.</returns>
    public IEnumerable<FullTile> Append(TreeHash leaf)
    {
        Size++;
        var hash = leaf;
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count) _levels.Add([]);
            var hashes = _levels[level];
            hashes.Add(hash);
            if (hashes.Count < Tile.Full) yield break;
            yield return new(level, (Size >> (8 * (level + 1))) - 1, [.. hashes]);
            hash = Perfect(hashes);
            hashes.Clear();
        }
    }

    public TreeHash Root() => new MerkleTree(Size, [.. Peaks()]).Root();

    /// <summary>The root over 2^k hashes of perfect trees of equal height.</summary>
    public static TreeHash Perfect(IReadOnlyList<TreeHash> hashes)
    {
        TreeHash[] row = [.. hashes];
        for (var width = row.Length; width > 1; width /= 2)
            for (var i = 0; i < width; i += 2) row[i / 2] = TreeHash.OfNodes(row[i], row[i + 1]);
        return row[0];
    }

    private IEnumerable<TreeHash> Peaks()
    {
        foreach (var hashes in Enumerable.Reverse(_levels))
        {
            var from = 0;
            for (var width = Tile.Full / 2; width > 0; width /= 2)
            {
                if ((hashes.Count & width) == 0) continue;
                yield return Perfect(hashes.GetRange(from, width));
                from += width;
            }
        }
    }
}
