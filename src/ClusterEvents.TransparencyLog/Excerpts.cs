namespace ClusterEvents.TransparencyLog;

/// <summary>Shortens two texts to the part where they differ.</summary>
public static class Excerpts
{
    /// <param name="one">The first text.</param>
    /// <param name="other">The second text.</param>
    /// <param name="longest">The maximum number of characters of each.</param>
    public static (string One, string Other) Of(string one, string other, int longest)
    {
        if (one.Length <= longest && other.Length <= longest) return (one, other);
        // A quarter of the excerpt shows the common text before the difference.
        var from = Math.Max(0, one.AsSpan().CommonPrefixLength(other) - longest / 4);
        return (Cut(one, from, longest), Cut(other, from, longest));
    }

    private static string Cut(string text, int from, int longest)
    {
        var to = Math.Min(from + longest, text.Length);
        // Do not begin with the second half of a surrogate pair.
        if (from < text.Length && char.IsLowSurrogate(text[from])) from++;
        if (to < text.Length && char.IsLowSurrogate(text[to])) to--;
        return $"{(from > 0 ? "…" : "")}{text[from..to]}{(to < text.Length ? "…" : "")}";
    }
}
