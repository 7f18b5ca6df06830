using System.Security.Cryptography;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// The state hash of a timeline: a chain over the leaf hashes of the events that touch it, in the order of the log.
/// An event touches a timeline when its activity is shown there, or when it corrects, retracts or reinstates an
/// activity that was shown there before or is after.
/// </summary>
public static class TimelineState
{
    /// <summary>The state of a timeline that nothing has touched: SHA-256 of nothing.</summary>
    public static TreeHash Empty => TreeHash.Empty;

    /// <summary>SHA-256(before ‖ leaf hash).</summary>
    public static TreeHash Next(TreeHash before, TreeHash leaf)
    {
        Span<byte> input = stackalloc byte[2 * TreeHash.Size];
        before.CopyTo(input);
        leaf.CopyTo(input[TreeHash.Size..]);
        Span<byte> hash = stackalloc byte[TreeHash.Size];
        SHA256.HashData(input, hash);
        return new(hash);
    }
}
