using System.Globalization;

namespace ClusterEvents.TransparencyLog;

/// <summary>What a log says of itself at one moment (C2SP tlog-checkpoint): name, number of leaves, root.</summary>
/// <param name="Origin">The log's name, which is also that of its key.</param>
/// <param name="Size">The number of leaves.</param>
/// <param name="Root">The root of their tree.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>The text that is signed: three lines, each with its line end.</summary>
    public string Text => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Root.ToBase64()}\n";

    /// <summary>Reads the text in its one form, without extension lines.</summary>
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
