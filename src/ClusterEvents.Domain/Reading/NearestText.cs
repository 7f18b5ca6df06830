using System.Globalization;
using System.Text;

namespace ClusterEvents.Domain.Reading;

/// <summary>Finds what a text was probably meant to be, by letters without case and diacritics.</summary>
public static class NearestText
{
    /// <summary>The choice that differs least; null if each differs in more than a third of its letters.</summary>
    public static string? Of(string text, IEnumerable<string> choices)
    {
        var typed = Folded(text);
        var (nearest, least) = ((string?)null, double.MaxValue);
        foreach (var choice in choices)
        {
            var known = Folded(choice);
            var distance = (double)Distance(typed, known) / Math.Max(1, Math.Max(typed.Length, known.Length));
            if (distance < least) (nearest, least) = (choice, distance);
        }

        return least <= MostDifferent ? nearest : null;
    }

    private const double MostDifferent = 1.0 / 3;

    /// <summary>The longest text that is compared: the comparison takes time by its square.</summary>
    private const int Longest = 100;

    private static string Folded(string text)
    {
        var letters = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
            if (letters.Length < Longest
                && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                letters.Append(char.ToLowerInvariant(letter) is var lower && lower == 'đ' ? 'd' : lower);
        return letters.ToString();
    }

    /// <summary>The number of letters to insert, remove or replace (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
