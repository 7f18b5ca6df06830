using System.Numerics;

namespace ClusterEvents.TransparencyLog;

/// <summary>Computes hashes of subtrees from tiles. Each tile is read once.</summary>
internal sealed class Subtrees(ITileReader tiles, long size)
{
    private const int BitsPerLevel = 8;

    private readonly Dictionary<Tile, ReadOnlyMemory<byte>> _read = [];

    /// <summary>
    /// The hash of the leaves from one index (inclusive) to another (exclusive); the range must be a node of RFC
    /// 6962's recursion.
    /// </summary>
    public async Task<TreeHash> HashAsync(long from, long to, CancellationToken cancel)
    {
        var (rest, hash) = (to, (TreeHash?)null);
        // From right to left: the smallest perfect subtree first, each joined with the hash to its right.
        while (rest > from)
        {
            var height = BitOperations.TrailingZeroCount(rest - from);
            var perfect = await PerfectAsync(rest - (1L << height), height, cancel);
            hash = hash is { } right ? TreeHash.OfNodes(perfect, right) : perfect;
            rest -= 1L << height;
        }

        return hash ?? TreeHash.Empty;
    }

    private async Task<TreeHash> PerfectAsync(long from, int height, CancellationToken cancel)
    {
        var level = height / BitsPerLevel;
        var first = from >> (level * BitsPerLevel);
        var count = 1 << (height % BitsPerLevel);
        var tile = TileOf(level, first);
        if (!_read.TryGetValue(tile, out var bytes))
        {
            bytes = await tiles.ReadAsync(tile, cancel);
            if (bytes.Length != tile.Width * TreeHash.Size)
                throw new InvalidDataException(
                    $"{tile.Path} has {bytes.Length} bytes instead of {tile.Width * TreeHash.Size}.");
            _read[tile] = bytes;
        }

        return Perfect(bytes.Span.Slice((int)(first % Tile.Full) * TreeHash.Size, count * TreeHash.Size));
    }

    /// <summary>The tile that contains a hash, with the width that it has in a tree of this size.</summary>
    private Tile TileOf(int level, long index)
    {
        var tile = index / Tile.Full;
        var count = size >> (level * BitsPerLevel);
        return new(level, tile, (int)Math.Min(Tile.Full, count - (tile * Tile.Full)));
    }

    private static TreeHash Perfect(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == TreeHash.Size) return new(hashes);
        var half = hashes.Length / 2;
        return TreeHash.OfNodes(Perfect(hashes[..half]), Perfect(hashes[half..]));
    }
}
