using System.Numerics;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// A growing Merkle tree (RFC 6962) that keeps only the roots of the perfect subtrees at its right edge: memory and
/// the cost of adding a leaf grow with the logarithm of its size.
/// </summary>
public sealed class MerkleTree
{
    private readonly List<TreeHash> _peaks = [];

    /// <summary>Creates an empty tree.</summary>
    public MerkleTree()
    {
    }

    /// <summary>Creates a tree of a given size from the roots of its perfect subtrees, largest first.</summary>
    /// <exception cref="ArgumentException">The number of roots does not match the size.</exception>
    public MerkleTree(long size, IReadOnlyList<TreeHash> peaks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (BitOperations.PopCount((ulong)size) != peaks.Count)
            throw new ArgumentException(
                $"A tree of {size} leaves has {BitOperations.PopCount((ulong)size)} perfect subtrees.", nameof(peaks));
        (Size, _peaks) = (size, [.. peaks]);
    }

    public long Size { get; private set; }

    /// <summary>The roots of the perfect subtrees, largest first.</summary>
    public IReadOnlyList<TreeHash> Peaks => _peaks;

    public void Append(TreeHash leaf)
    {
        var hash = leaf;
        // Each trailing 1 bit of the size is a subtree as high as the new one; join the two.
        for (var rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            hash = TreeHash.OfNodes(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        _peaks.Add(hash);
        Size++;
    }

    public TreeHash Root()
    {
        if (_peaks.Count == 0) return TreeHash.Empty;
        var root = _peaks[^1];
        for (var i = _peaks.Count - 2; i >= 0; i--) root = TreeHash.OfNodes(_peaks[i], root);
        return root;
    }
}
