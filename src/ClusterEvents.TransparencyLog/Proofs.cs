using System.Numerics;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// Inclusion and consistency proofs (RFC 6962, section 2.1; verification as in RFC 9162, sections 2.1.3 and 2.1.4).
/// </summary>
public static class Proofs
{
    /// <summary>The root hash of the tree of this size.</summary>
    public static Task<TreeHash> RootAsync(ITileReader tiles, long size, CancellationToken cancel) =>
        size == 0 ? Task.FromResult(TreeHash.Empty) : new Subtrees(tiles, size).HashAsync(0, size, cancel);

    /// <summary>The proof that a leaf is in the tree of this size, from the leaf upwards.</summary>
    public static async Task<IReadOnlyList<TreeHash>> InclusionAsync(
        ITileReader tiles, long index, long size, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var tree = new Subtrees(tiles, size);
        var proof = new List<TreeHash>();
        for (var (from, to) = (0L, size); to - from > 1;)
        {
            var split = from + Split(to - from);
            var left = index < split;
            proof.Add(await (left ? tree.HashAsync(split, to, cancel) : tree.HashAsync(from, split, cancel)));
            (from, to) = left ? (from, split) : (split, to);
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>The proof that the tree of one size is a prefix of the tree of another size.</summary>
    public static async Task<IReadOnlyList<TreeHash>> ConsistencyAsync(
        ITileReader tiles, long oldSize, long size, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, size);
        var proof = new List<TreeHash>();
        if (oldSize == 0 || oldSize == size) return proof;
        var tree = new Subtrees(tiles, size);
        var (from, to) = (0L, size);
        while (to != oldSize)
        {
            var split = from + Split(to - from);
            var left = oldSize <= split;
            proof.Add(await (left ? tree.HashAsync(split, to, cancel) : tree.HashAsync(from, split, cancel)));
            (from, to) = left ? (from, split) : (split, to);
        }

        if (from > 0) proof.Add(await tree.HashAsync(from, to, cancel));
        proof.Reverse();
        return proof;
    }

    /// <summary>Whether the proof shows that the leaf is at this index in the tree with this size and root.</summary>
    public static bool VerifyInclusion(
        TreeHash leaf, long index, long size, IReadOnlyList<TreeHash> proof, TreeHash root)
    {
        if (index < 0 || index >= size) return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            (node, last, hash) = Climb(node, last, hash, sibling, out _);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the proof shows that the old tree is a prefix of the new one.</summary>
    public static bool VerifyConsistency(
        long oldSize, TreeHash oldRoot, long size, TreeHash root, IReadOnlyList<TreeHash> proof)
    {
        if (oldSize < 0 || oldSize > size) return false;
        if (oldSize == size) return proof.Count == 0 && oldRoot == root;
        if (oldSize == 0) return proof.Count == 0 && oldRoot == TreeHash.Empty;
        var isPerfect = BitOperations.IsPow2(oldSize);
        if (!isPerfect && proof.Count == 0) return false;
        var (node, last) = (oldSize - 1, size - 1);
        for (; (node & 1) == 1; node >>= 1) last >>= 1;
        // If the old tree is perfect, its root is the first hash and is not part of the proof.
        var (oldHash, hash) = isPerfect ? (oldRoot, oldRoot) : (proof[0], proof[0]);
        foreach (var sibling in proof.Skip(isPerfect ? 0 : 1))
        {
            if (last == 0) return false;
            (node, last, hash) = Climb(node, last, hash, sibling, out var fromLeft);
            if (fromLeft) oldHash = TreeHash.OfNodes(sibling, oldHash);
        }

        return last == 0 && oldHash == oldRoot && hash == root;
    }

    /// <summary>Moves up to the next node that has a sibling, and combines the hash with it.</summary>
    private static (long Node, long Last, TreeHash Hash) Climb(
        long node, long last, TreeHash hash, TreeHash sibling, out bool fromLeft)
    {
        fromLeft = (node & 1) == 1 || node == last;
        if (!fromLeft) return (node >> 1, last >> 1, TreeHash.OfNodes(hash, sibling));
        while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
        return (node >> 1, last >> 1, TreeHash.OfNodes(sibling, hash));
    }

    /// <summary>The largest power of two less than a number of leaves.</summary>
    private static long Split(long leaves) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(leaves - 1)));
}
