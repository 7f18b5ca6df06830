using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Recording.Queries;

/// <summary>Finds what somebody may have meant by a word that is not known.</summary>
internal static class Nearest
{
    private const int Most = 8;

    /// <summary>The known words that are nearest to another, the nearest first; none if none is near.</summary>
    public static IReadOnlyList<string> To(string word, IEnumerable<string> known)
    {
        // Keys and names of kinds are compared by their letters and digits alone: cantho is can-tho.
        var asked = Letters(word);
        if (asked.Length == 0) return [];
        var most = Math.Min(2, asked.Length / 3);
        return
        [
            .. known.Select(one => (Word: one, Letters: Letters(one))).Select(one => (one.Word, Distance:
                    asked == one.Letters ? 0
                    : asked.Length > 2 && one.Letters.Contains(asked, StringComparison.Ordinal) ? 1
                    : Math.Abs(asked.Length - one.Letters.Length) > most ? int.MaxValue
                    : EditDistance.Of(asked, one.Letters)))
                .Where(one => one.Distance <= most || one.Distance <= 1)
                .OrderBy(one => one.Distance).ThenBy(one => one.Word, StringComparer.Ordinal)
                .Select(one => one.Word).Take(Most),
        ];
    }

    private static string Letters(string word) =>
        Slug.Of(word[..Math.Min(word.Length, StreamKey.LongestId)]).Replace("-", "", StringComparison.Ordinal);
}
