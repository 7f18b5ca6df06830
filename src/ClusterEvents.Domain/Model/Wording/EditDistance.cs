namespace ClusterEvents.Domain.Model.Wording;

/// <summary>How far a word is from another, to find the one that is meant by a misspelt one.</summary>
public static class EditDistance
{
    /// <summary>The number of letters that are changed, added or left out (Levenshtein).</summary>
    public static int Of(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);
            for (var j = 1; j <= other.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(
                    Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
