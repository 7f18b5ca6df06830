using System.Globalization;

namespace ClusterEvents.TransparencyLog;

/// <summary>The state of a log that it signs (C2SP tlog-checkpoint): name, number of leaves, root hash.</summary>
/// <param name="Origin">The name of the log, which is also the name of its key.</param>
/// <param name="Size">The number of leaves.</param>
/// <param name="Root">The root hash of the tree.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>Further lines, each with its line feed: other logs may have some, ours has none.</summary>
    public string Extensions { get; private init; } = "";

    /// <summary>The signed text: a line each for origin, size and root, and the extension lines.</summary>
    public string Text =>
        $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Root.ToBase64()}\n{Extensions}";

    /// <summary>Parses the text; extension lines must not be empty.</summary>
    public static bool TryParse(string text, out Checkpoint checkpoint)
    {
        checkpoint = null!;
        if (text.Split('\n') is not [{ Length: > 0 } origin, var size, var root, .. var extensions, ""]) return false;
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)) return false;
        if (!TreeHash.TryParseBase64(root, out var hash) || extensions.Contains("")) return false;
        checkpoint = new(origin, leaves, hash)
        {
            Extensions = string.Concat(extensions.Select(line => line + "\n")),
        };
        // A size with leading zeros, for example, would be written in another way.
        return checkpoint.Text == text;
    }
}
