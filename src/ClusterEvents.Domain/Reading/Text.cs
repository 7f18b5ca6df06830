using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Reading;

/// <summary>Normalises text to the form that the record stores, so that equal texts are equal bytes.</summary>
public static class Text
{
    public const int Longest = 4_000;

    /// <summary>
    /// The maximum number of consecutive combining marks. NFC sorts them in quadratic time: a body of marks alone
    /// would occupy a processor for minutes.
    /// </summary>
    private const int MostMarks = 100;

    /// <summary>Reads a JSON string; false, with an error, if it is not a string or not valid Unicode.</summary>
    public static bool TryRead(
        JsonElement element, string path, ValidationErrors errors, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String)
        {
            errors.Add(path, "not-a-text", ("field", new NamedField(path)));
            return false;
        }

        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate, or bytes that are not UTF-8.
            errors.Add(path, "not-unicode", ("field", new NamedField(path)));
            return false;
        }
    }

    /// <summary>The name of a member; null if it is not valid Unicode.</summary>
    public static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// NFC, with each run of white space (including no-break spaces) replaced by one space, and letters that look like
    /// Đ by Đ; null, with an error, if the text is not allowed. <see cref="ValidationErrors.TextsAreOnRecord">Texts on
    /// record</see> keep those letters, and invisible characters.
    /// </summary>
    public static string? Normalise(string raw, int longest, string path, ValidationErrors errors)
    {
        if (IsPlain(raw, longest)) return Unless(LooksLikeCommitment(raw), raw, path, errors);
        var folded = new StringBuilder(raw.Length);
        for (var place = 0; place < raw.Length; place++)
        {
            var character = errors.TextsAreOnRecord ? raw[place] : WithVietnameseD(raw[place]);
            if (char.IsWhiteSpace(character))
            {
                if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
            }
            else if (char.GetUnicodeCategory(character) == UnicodeCategory.Control)
            {
                errors.Add(path, UnwantedAt(raw, place));
                return null;
            }
            else if (character is '\uFFFE' or '\uFFFF')
            {
                errors.Add(path, UnwantedAt(raw, place));
                return null;
            }
            else if (!errors.TextsAreOnRecord && IsInvisibleAt(raw, place))
            {
                errors.Add(path, UnwantedAt(raw, place));
                return null;
            }
            else folded.Append(character);
        }

        var text = folded.ToString().TrimEnd(' ');
        if (HasTooManyMarks(text))
        {
            errors.Add(path, "too-many-marks", ("field", new NamedField(path)), ("most", MostMarks));
            return null;
        }

        text = text.Normalize(NormalizationForm.FormC);
        if (!text.EnumerateRunes().Any(IsSeen)) errors.Add(path, "empty-text", ("field", new NamedField(path)));
        else if (text.Length > longest)
            errors.Add(path, "too-long", ("length", text.Length), ("most", longest));
        else return Unless(LooksLikeCommitment(text), text, path, errors);
        return null;
    }

    /// <summary>
    /// Whether a text has the form of what stands in a leaf of the log for a personal value. A leaf must not be able to
    /// mean two things.
    /// </summary>
    public static bool LooksLikeCommitment(string text) => text.Length == 71
        && text.StartsWith("sha256:", StringComparison.Ordinal)
        && !text.AsSpan(7).ContainsAnyExcept(HexDigits);

    private static string? Unless(bool isCommitment, string text, string path, ValidationErrors errors)
    {
        if (!isCommitment) return text;
        errors.Add(path, "looks-like-a-commitment", ("field", new NamedField(path)));
        return null;
    }

    /// <summary>
    /// Why a text that is kept as it is, such as an identifier or a name in a token, is not allowed: it contains a
    /// control or invisible character, or no character; null if it is allowed.
    /// </summary>
    public static Fault? FaultOf(string raw)
    {
        for (var place = 0; place < raw.Length; place++)
        {
            if (char.IsControl(raw[place]) || !Rune.TryGetRuneAt(raw, place, out var rune)
                || IsNoncharacter(rune) || InvisibleCharacters.Are(rune)) return UnwantedAt(raw, place);
            place += rune.Utf16SequenceLength - 1;
        }

        return null;
    }

    /// <summary>Code points that Unicode reserves for the inside of programs.</summary>
    private static bool IsNoncharacter(Rune rune) =>
        (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>The fault of the first control character of a text; null if it has none.</summary>
    public static Fault? ControlIn(string text)
    {
        for (var place = 0; place < text.Length; place++)
            if (char.IsControl(text[place])) return UnwantedAt(text, place);
        return null;
    }

    private static bool IsInvisibleAt(string text, int place) =>
        Rune.TryGetRuneAt(text, place, out var rune) && InvisibleCharacters.Are(rune);

    /// <summary>The fault of a character that shows nothing: its place, and the letters before it.</summary>
    private static Fault UnwantedAt(string text, int place)
    {
        var begin = Math.Max(0, place - LettersAround);
        if (begin > 0 && char.IsLowSurrogate(text[begin])) begin++;
        var around = string.Concat(
            text[begin..place].Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter)));
        return new("unwanted-character", ("place", place + 1), ("around", around.Length == 0 ? null : around));
    }

    /// <summary>The number of letters before an unwanted character that are told.</summary>
    private const int LettersAround = 12;

    /// <summary>
    /// A text on record as it would be recorded today. Earlier programs recorded letters that look like Đ as they were
    /// sent.
    /// </summary>
    public static string AsRecordedToday(string recorded) =>
        recorded.AsSpan().ContainsAny(LikeD) ? string.Create(recorded.Length, recorded, static (letters, text) =>
        {
            for (var i = 0; i < letters.Length; i++) letters[i] = WithVietnameseD(text[i]);
        }) : recorded;

    /// <summary>Ð and Ɖ look like Đ, and keyboards and fonts of other languages produce them.</summary>
    private static char WithVietnameseD(char letter) => letter switch
    {
        '\u00D0' or '\u0189' => 'Đ',
        '\u00F0' or '\u0256' => 'đ',
        _ => letter,
    };

    private static bool HasTooManyMarks(string text)
    {
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MostMarks) return true;
        }

        return false;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>
    /// Whether a text is normalised already, as most are: Latin letters with single spaces between words.
    /// </summary>
    private static bool IsPlain(string raw, int longest) =>
        raw.Length > 0 && raw.Length <= longest && !raw.AsSpan().ContainsAnyExcept(Plain)
        && raw[0] != ' ' && raw[^1] != ' ' && !raw.Contains("  ", StringComparison.Ordinal);

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly SearchValues<char> LikeD = SearchValues.Create("\u00D0\u0189\u00F0\u0256");

    /// <summary>
    /// Visible characters that NFC leaves unchanged in any context: printable ASCII and the composed Vietnamese
    /// letters.
    /// </summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', 0x7F - ' ').Concat(Enumerable.Range(0xC0, 0x1B1 - 0xC0))
            .Concat(Enumerable.Range(0x1EA0, 0x1EFA - 0x1EA0)).Select(code => (char)code)
            .Where(letter => letter.ToString().IsNormalized(NormalizationForm.FormC) && !LikeD.Contains(letter))]);

    /// <summary>
    /// Whether a character is visible by itself. A text of combining marks or blank letters only counts as empty.
    /// </summary>
    private static bool IsSeen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpaceSeparator) && rune.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0);
}
