using System.Globalization;
using System.Text;

namespace ClusterEvents.Domain.Model.Wording;

/// <summary>
/// Texts by their letters and digits alone: without case, marks and punctuation, and in whatever form of Unicode they
/// are written. Names are compared in it, and keys are made of it.
/// </summary>
internal static class PlainText
{
    /// <summary>The words of a text, a space between two: <c>Tổ quốc, 2022</c> gives <c>to quoc 2022</c>.</summary>
    public static string Of(string text)
    {
        var words = new StringBuilder(text.Length);
        var separated = false;
        // Decomposition separates the marks of every Vietnamese letter except đ.
        foreach (var character in Normalizable(text).Normalize(NormalizationForm.FormKD))
        {
            // What shows nothing, such as a soft hyphen, separates no words.
            if (CharUnicodeInfo.GetUnicodeCategory(character)
                is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) continue;
            if (!char.IsLetterOrDigit(character))
            {
                separated = true;
                continue;
            }

            if (separated && words.Length > 0) words.Append(' ');
            separated = false;
            words.Append(char.ToLowerInvariant(character) is var lower && lower is 'đ' or 'ð' or 'ɖ' ? 'd' : lower);
        }

        return words.ToString();
    }

    /// <summary>The text without what normalisation refuses: halves of surrogate pairs, and U+FFFE.</summary>
    private static string Normalizable(string text)
    {
        const int noCharacter = 0xFFFE;
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            && !text.Contains((char)noCharacter, StringComparison.Ordinal)) return text;
        return string.Concat(text.EnumerateRunes()
            .Select(rune => rune.Value == noCharacter ? Rune.ReplacementChar : rune));
    }
}
