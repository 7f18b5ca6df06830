using System.Globalization;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Witness;

/// <summary>
/// The body of <c>add-checkpoint</c>: the old size, the consistency proof, an empty line, the checkpoint.
/// </summary>
internal sealed record CheckpointRequest(long Old, IReadOnlyList<TreeHash> Proof, string Note)
{
    private const string OldPrefix = "old ";

    /// <summary>Enough for a tree of 2^63 leaves.</summary>
    private const int LongestProof = 63;

    public static bool TryParse(string body, out CheckpointRequest request)
    {
        request = null!;
        var end = body.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || body[..end].Split('\n') is not [var first, .. var lines] || lines.Length > LongestProof)
            return false;
        if (!first.StartsWith(OldPrefix, StringComparison.Ordinal)
            || !long.TryParse(first[OldPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var old)
            // Leading zeros are not allowed.
            || first != OldPrefix + old.ToString(CultureInfo.InvariantCulture)) return false;
        var proof = new List<TreeHash>();
        foreach (var line in lines)
        {
            if (!TreeHash.TryParseBase64(line, out var hash)) return false;
            proof.Add(hash);
        }

        request = new(old, proof, body[(end + 2)..]);
        return true;
    }
}
