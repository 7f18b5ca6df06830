using System.Security.Cryptography;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// The state hash of a timeline: a hash chain over the leaf hashes of the events that affect it, in the order of the
/// log. An event affects a timeline if its activity is shown there, or if it corrects, retracts or reinstates an
/// activity that is shown there before or after it.
/// </summary>
public static class TimelineState
{
    /// <summary>The state hash of a timeline without events: SHA-256 of the empty string.</summary>
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
