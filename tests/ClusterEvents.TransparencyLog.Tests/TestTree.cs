namespace ClusterEvents.TransparencyLog.Tests;

/// <summary>
/// A tree of leaves 0, 1, 2 …, worked out by the recursive definition of RFC 6962 alone, and its tiles.
/// </summary>
internal sealed class TestTree : ITileReader
{
    private readonly TreeHash[] _leaves;
    private readonly Dictionary<(int, int), TreeHash> _known = [];

    public TestTree(int size) =>
        _leaves = [.. Enumerable.Range(0, size).Select(i => TreeHash.OfLeaf(BitConverter.GetBytes(i)))];

    public TestTree(IEnumerable<byte[]> leaves) => _leaves = [.. leaves.Select(leaf => TreeHash.OfLeaf(leaf))];

    public TreeHash this[int index] => _leaves[index];

    /// <summary>MTH(D[from:to]).</summary>
    public TreeHash Root(int from, int to)
    {
        if (from == to) return TreeHash.Empty;
        if (to - from == 1) return _leaves[from];
        if (_known.TryGetValue((from, to), out var known)) return known;
        var split = 1;
        while (split * 2 < to - from) split *= 2;
        return _known[(from, to)] = TreeHash.OfNodes(Root(from, from + split), Root(from + split, to));
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancel)
    {
        var span = (int)Math.Pow(Tile.Full, tile.Level);
        var bytes = new byte[tile.Width * TreeHash.Size];
        for (var i = 0; i < tile.Width; i++)
        {
            var from = (int)((tile.Index * Tile.Full) + i) * span;
            Root(from, from + span).CopyTo(bytes.AsSpan(i * TreeHash.Size));
        }

        return new(bytes);
    }
}
