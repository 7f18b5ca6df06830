namespace ClusterEvents.TransparencyLog;

/// <summary>Shortens two texts so that it still shows where they differ.</summary>
public static class Excerpts
{
    /// <param name="one">A text.</param>
    /// <param name="other">Another.</param>
    /// <param name="longest">How many characters are shown of each.</param>
    public static (string One, string Other) Of(string one, string other, int longest)
    {
        if (one.Length <= longest && other.Length <= longest) return (one, other);
        // What they share is shown for a quarter of that, so that one sees where it is.
        var from = Math.Max(0, one.AsSpan().CommonPrefixLength(other) - longest / 4);
        return (Cut(one, from, longest), Cut(other, from, longest));
    }

    private static string Cut(string text, int from, int longest)
    {
        var to = Math.Min(from + longest, text.Length);
        // Halves of a character are no text.
        if (from < text.Length && char.IsLowSurrogate(text[from])) from++;
        if (to < text.Length && char.IsLowSurrogate(text[to])) to--;
        return $"{(from > 0 ? "…" : "")}{text[from..to]}{(to < text.Length ? "…" : "")}";
    }
}
