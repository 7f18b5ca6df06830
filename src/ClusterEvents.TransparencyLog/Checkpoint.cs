using System.Globalization;

namespace ClusterEvents.TransparencyLog;

/// <summary>The state of a log that it signs (C2SP tlog-checkpoint): name, number of leaves, root hash.</summary>
/// <param name="Origin">The name of the log, which is also the name of its key.</param>
/// <param name="Size">The number of leaves.</param>
/// <param name="Root">The root hash of the tree.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>The signed text: three lines, each with a line feed.</summary>
    public string Text => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Root.ToBase64()}\n";

    /// <summary>Parses the text; extension lines are not accepted.</summary>
    public static bool TryParse(string text, out Checkpoint checkpoint)
    {
        checkpoint = null!;
        if (text.Split('\n') is not [{ Length: > 0 } origin, var size, var root, ""]) return false;
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)) return false;
        if (!TreeHash.TryParseBase64(root, out var hash)) return false;
        checkpoint = new(origin, leaves, hash);
        return checkpoint.Text == text;
    }
}
