using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ClusterEvents.Timelines.Search;

/// <summary>
/// The canonical form of Vietnamese text for search: spellings that mean the same have one form. It is the same for
/// texts and for searches, and the form of a form is itself.
/// </summary>
/// <remarks>
/// Lower case, compatibility characters by what they stand for, ð and ɖ as đ, invisible characters left out, the tone
/// of a word after its letters (hòa and hoà), i for y where both are written (Kỷ and Kỉ), and short forms by the words
/// that they stand for.
/// </remarks>
internal static class SearchForm
{
    /// <summary>
    /// The maximum number of letters of a word. An index entry may have 2,700 bytes, up to three for a character, and
    /// a longer one would fail the projection. A longer word is found by its beginning.
    /// </summary>
    private const int LongestWord = 800;

    private const string Tones = "\u0300\u0301\u0303\u0309\u0323";

    /// <summary>The initials after which a final y and i are the same sound, and both written.</summary>
    private const string InitialsOfY = "hklmstv";

    /// <summary>
    /// What each character of Vietnamese text is, precomputed because decomposing a text dominates the cost of reading
    /// it. It ends after general punctuation.
    /// </summary>
    private static readonly Letter[] Letters = [.. Enumerable.Range(0, 0x2070).Select(code => LetterOf((char)code))];

    /// <summary>Short forms by their folded spelling.</summary>
    private static readonly FrozenDictionary<string, SearchWord[]> ShortForms = new Dictionary<string, string>
    {
        ["tp"] = "thành phố",
        ["hcm"] = "Hồ Chí Minh",
        ["tphcm"] = "thành phố Hồ Chí Minh",
        ["catp"] = "công an thành phố",
        ["catphcm"] = "công an thành phố Hồ Chí Minh",
        ["cand"] = "công an nhân dân",
        ["ubnd"] = "ủy ban nhân dân",
        ["hdnd"] = "hội đồng nhân dân",
        ["bca"] = "Bộ Công an",
        ["antq"] = "an ninh Tổ quốc",
    }.ToFrozenDictionary(form => form.Key, form => Read(form.Value).ToArray());

    private static readonly int LongestShortForm = ShortForms.Keys.Max(form => form.Length);

    private static readonly SearchWord[] Police = [.. Read("công an")];

    private enum Class : byte
    {
        /// <summary>To be normalised first.</summary>
        Other,
        Separator,
        Letter,
    }

    /// <summary>The form of a text as a text: its words with tones, separated by spaces.</summary>
    public static string Of(string text) => string.Join(' ', WordsOf(text).Select(word => word.Exact));

    /// <summary>The words of the form of a text, in their order.</summary>
    public static List<SearchWord> WordsOf(string text)
    {
        var words = Read(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Folded.Length > LongestShortForm) continue;
            // CA alone is a word of its own, as in "ca trực".
            var whole = words[i].Exact == "ca" && i + 1 < words.Count && words[i + 1].Folded is "tp" or "tphcm"
                ? Police : ShortForms.GetValueOrDefault(words[i].Folded);
            if (whole is null) continue;
            words.RemoveAt(i);
            words.InsertRange(i, whole);
            i += whole.Length - 1;
        }

        return words;
    }

    private static List<SearchWord> Read(string text)
    {
        var words = new List<SearchWord>();
        var word = new WordBuilder(stackalloc char[WordBuilder.Length], stackalloc char[WordBuilder.Length], words);
        foreach (var character in text)
        {
            if (character < Letters.Length && Letters[character] is { Class: not Class.Other } letter)
            {
                word.Add(letter);
                continue;
            }

            words.Clear();
            return ReadNormalised(text);
        }

        word.End();
        return words;
    }

    /// <summary>
    /// Reads a text with characters that are not those of composed Vietnamese: again and again, until nothing changes.
    /// </summary>
    private static List<SearchWord> ReadNormalised(string text)
    {
        while (true)
        {
            var words = ReadRunes(Normalise(text));
            var form = string.Join(' ', words.Select(word => word.Exact));
            if (form == text) return words;
            text = form;
        }
    }

    private static List<SearchWord> ReadRunes(string text)
    {
        var words = new List<SearchWord>();
        var word = new WordBuilder(stackalloc char[WordBuilder.Length], stackalloc char[WordBuilder.Length], words);
        foreach (var rune in text.EnumerateRunes())
            if (rune.IsBmp && rune.Value < Letters.Length && Letters[rune.Value] is { Class: not Class.Other } letter)
                word.Add(letter);
            else foreach (var part in rune.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
                word.Add(part);
        word.End();
        return words;
    }

    /// <summary>Lower case and compatibility forms, without invisible characters, until nothing changes.</summary>
    private static string Normalise(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is 0xFFFE or 0xFFFF) seen.Append(' ');
            else if (!IsInvisible(rune)) seen.Append(rune.ToString());
        for (var form = seen.ToString(); ; form = text)
        {
            text = form.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
            if (text == form) return text;
        }
    }

    /// <summary>
    /// Whether a character only controls how others are shown: soft hyphens, zero-width and bidirectional controls,
    /// joiners and variation selectors.
    /// </summary>
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is 0x034F or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F)
            or (>= 0xE0100 and <= 0xE01EF);

    private static Letter LetterOf(char character)
    {
        if (char.IsSurrogate(character) || IsInvisible(new(character)) || IsMark(new(character))) return default;
        var text = character.ToString();
        var known = text.Normalize(NormalizationForm.FormKC);
        if (!known.Any(char.IsLetterOrDigit) && !known.Any(char.IsNumber)) return new(Class.Separator);
        var lower = text.ToLowerInvariant();
        if (known != text || lower.Normalize(NormalizationForm.FormKC) != lower) return default;
        if (lower is "ð" or "ɖ" or "đ") return new(Class.Letter, 'đ', 'd');
        if (lower == "İ") return new(Class.Letter, 'i', 'i');
        var parts = lower.Normalize(NormalizationForm.FormD);
        var exact = string.Concat(parts.Where(part => !Tones.Contains(part))).Normalize(NormalizationForm.FormC);
        var folded = string.Concat(parts.Where(part => char.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark))
            .Normalize(NormalizationForm.FormC);
        var tones = parts.Where(Tones.Contains).ToArray();
        return exact.Length > 1 || folded.Length > 1 || tones.Length > 1 ? default
            : new(Class.Letter, exact[0], folded[0], tones.SingleOrDefault());
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <param name="Class">Whether it is part of a word.</param>
    /// <param name="Exact">The letter in lower case without its tone.</param>
    /// <param name="Folded">The letter without any mark.</param>
    /// <param name="Tone">Its tone; NUL for none.</param>
    private readonly record struct Letter(Class Class, char Exact = '\0', char Folded = '\0', char Tone = '\0');

    /// <summary>Builds the words of a text, one letter after another.</summary>
    private ref struct WordBuilder(Span<char> exact, Span<char> folded, List<SearchWord> words)
    {
        /// <summary>The length of its buffers: letters may have marks that they are not composed with yet.</summary>
        public const int Length = 2 * LongestWord + 1;

        private readonly Span<char> _exact = exact;
        private readonly Span<char> _folded = folded;
        private int _exactLength;
        private int _foldedLength;
        private int _letters;
        private int _tones;
        private bool _composed = true;
        private ToneMarks _marks;

        public void Add(Letter letter)
        {
            if (letter.Class == Class.Separator)
            {
                End();
                return;
            }

            if (_letters < LongestWord && _exactLength < 2 * LongestWord)
            {
                _letters++;
                _exact[_exactLength++] = letter.Exact;
                _folded[_foldedLength++] = letter.Folded;
            }

            if (letter.Tone != '\0') AddTone(letter.Tone);
        }

        /// <summary>Adds a decomposed letter, a mark or a separator.</summary>
        public void Add(Rune part)
        {
            if (IsMark(part))
            {
                // A mark of no letter is none.
                if (_letters == 0) return;
                _composed = false;
                if (part.IsBmp && Tones.Contains((char)part.Value)) AddTone((char)part.Value);
                else if (_exactLength < 2 * LongestWord)
                {
                    _exactLength += part.EncodeToUtf16(_exact[_exactLength..]);
                    if (Rune.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark
                        && _foldedLength < 2 * LongestWord)
                        _foldedLength += part.EncodeToUtf16(_folded[_foldedLength..]);
                }
            }
            else if (!Rune.IsLetter(part) && !Rune.IsNumber(part)) End();
            else if (part.IsBmp && part.Value < Letters.Length && Letters[part.Value] is { Class: Class.Letter } letter)
                Add(letter);
            else if (_letters < LongestWord && _exactLength < 2 * LongestWord)
            {
                _composed = false;
                _letters++;
                var lower = Rune.ToLowerInvariant(part);
                _exactLength += lower.EncodeToUtf16(_exact[_exactLength..]);
                _foldedLength += lower.EncodeToUtf16(_folded[_foldedLength..]);
            }
        }

        public void End()
        {
            if (_letters == 0) return;
            if (IsWrittenWithI)
            {
                _exact[_exactLength - 1] = 'i';
                _folded[_foldedLength - 1] = 'i';
            }

            var (exact, folded) = (_exact[.._exactLength].ToString(), _folded[.._foldedLength].ToString());
            if (!_composed) (exact, folded) = (Composed(exact), Composed(folded));
            if (_tones > 0)
            {
                ReadOnlySpan<char> marks = _marks;
                exact = string.Concat(exact, marks[.._tones]);
            }

            words.Add(new(exact, folded));
            (_exactLength, _foldedLength, _letters, _tones, _composed) = (0, 0, 0, 0, true);
        }

        /// <summary>Keeps the tones of a word in a fixed order, each once.</summary>
        private void AddTone(char tone)
        {
            Span<char> marks = _marks;
            if (marks[.._tones].Contains(tone)) return;
            marks[_tones++] = tone;
            // The canonical order of Unicode has the dot below first.
            marks[.._tones].Sort(static (one, other) => other.CompareTo(one));
        }

        private static string Composed(string word)
        {
            word = word.Normalize(NormalizationForm.FormC);
            if (word.Length <= LongestWord) return word;
            return word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];
        }

        private readonly bool IsWrittenWithI => _exactLength == _letters && _letters > 1 && _exact[_letters - 1] == 'y'
            && (_letters == 2 ? InitialsOfY.Contains(_exact[0]) : _letters == 3 && _exact[..2] is "qu");
    }

    [System.Runtime.CompilerServices.InlineArray(5)]
    private struct ToneMarks
    {
        private char _first;
    }
}
