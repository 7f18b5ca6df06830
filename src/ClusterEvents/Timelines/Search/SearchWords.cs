using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BitFaster.Caching.Lru;
using ClusterEvents.Domain.Entries;

namespace ClusterEvents.Timelines.Search;

/// <summary>
/// Splits Vietnamese text into search words: folded words without diacritics (hoà, hòa and hoa are equal), and exact
/// words with tones, for ranking exact matches first.
/// </summary>
public static partial class SearchWords
{
    /// <summary>The prefix of exact words.</summary>
    private const string ExactMark = "=";

    /// <summary>The prefix of timelines, which are stored among the words of an entry.</summary>
    internal const string LineMark = "@";

    /// <summary>The prefix of event types, which are stored among the words of an entry.</summary>
    internal const string KindMark = "#";

    /// <summary>Common abbreviations. Each is replaced by its full form, in texts and in searches.</summary>
    private static readonly (Regex Short, string Long)[] ShortForms =
    [
        (Tphcm(), " tphcm "), (Tp(), " thanh pho "), (Ubnd(), " uy ban nhan dan "), (Hdnd(), " hoi dong nhan dan "),
        (Cand(), " cong an nhan dan "), (Bca(), " bo cong an "),
    ];

    /// <summary>Stands for a combining mark in <see cref="Folds"/>.</summary>
    private const char Mark = '\0';

    /// <summary>The letters of Vietnamese and related letters, each a base letter with marks.</summary>
    private static readonly SearchValues<char> Latin =
        SearchValues.Create([.. Letters(0x20, 0x24f), .. Letters(0x300, 0x36f), .. Letters(0x1ea0, 0x1ef9)]);

    /// <summary>
    /// Letters and their folded forms, precomputed because decomposing a text dominates the cost of splitting it.
    /// </summary>
    private static readonly FrozenDictionary<char, char> Folds =
        Letters(0x20, 0x24f).Concat(Letters(0x300, 0x36f)).Concat(Letters(0x1ea0, 0x1ef9))
            .ToFrozenDictionary(letter => letter, FoldOf);

    private static readonly SearchValues<char> TonesOnGlides = SearchValues.Create("òóõỏọùúũủụ");

    private static IEnumerable<char> Letters(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(code => (char)code);

    /// <summary>
    /// The maximum length of a word. An index entry may have 2,700 bytes, up to three for a character, and a longer
    /// one would fail the projection. A longer word is found by its beginning.
    /// </summary>
    private const int LongestWord = 800;

    /// <summary>The maximum length of cached texts; longer ones rarely repeat.</summary>
    private const int LongestRemembered = 80;

    /// <summary>The words of short texts (names, places, titles), which repeat often.</summary>
    private static readonly ConcurrentLru<string, string[]> s_remembered = new(capacity: 8_192);

    private static readonly ConcurrentLru<string, string[]> s_cities = new(capacity: 256);

    /// <summary>
    /// The words of the current entry, reused because allocating a set for each entry would dominate its cost.
    /// </summary>
    [ThreadStatic]
    private static HashSet<string>? t_words;

    /// <summary>
    /// The search words of an entry: folded, exact, the names of its cities, its timelines and its event type.
    /// </summary>
    public static string[] OfEntry(TimelineEntry entry)
    {
        var words = t_words ??= new(StringComparer.Ordinal);
        words.Clear();
        foreach (var text in entry.Texts)
            words.UnionWith(text.Length > LongestRemembered ? OfText(text) : s_remembered.GetOrAdd(text, OfText));
        foreach (var city in entry.Cities) words.UnionWith(s_cities.GetOrAdd(city.Value, OfCity));
        foreach (var timeline in entry.Timelines) words.Add(LineMark + timeline);
        words.Add(KindMark + entry.Kind);
        string[] sorted = [.. words];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }

    private static string[] OfText(string text)
    {
        var folded = Fold(text);
        return [.. Split(folded), .. Abbreviated().IsMatch(folded) ? Split(Expand(folded)) : [], .. Exact(text)];
    }

    private static string[] OfCity(string city) =>
        [.. city.Split('-'), .. Split(Expand($"thanh pho {city.Replace('-', ' ')}")), "thanh", "pho"];

    /// <summary>The words that an entry must have to match a search.</summary>
    public static string[] Folded(string search) => [.. Split(Expand(Fold(search))).Distinct()];

    /// <summary>The words that an entry must also have to be an exact match.</summary>
    public static string[] Exact(string text) =>
        [.. Split(WithTonesOnTheMainVowel(text.ToLowerInvariant())).Distinct().Select(word => ExactMark + word)];

    /// <summary>Lower case without marks; đ has no decomposition and becomes d.</summary>
    private static string Fold(string text)
    {
        var letters = text.AsSpan().ContainsAnyExcept(Latin)
            ? text.ToLowerInvariant().Normalize(NormalizationForm.FormD).AsSpan() : text.AsSpan();
        var folded = new StringBuilder(letters.Length);
        foreach (var letter in letters)
            if (Folds.TryGetValue(letter, out var fold)) { if (fold != Mark) folded.Append(fold); }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                folded.Append(letter);
        return folded.ToString();
    }

    private static char FoldOf(char letter)
    {
        var parts = char.ToLowerInvariant(letter).ToString().Normalize(NormalizationForm.FormD)
            .Where(part => CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark).ToArray();
        return parts is [] ? Mark : parts[0] == 'đ' ? 'd' : parts[0];
    }

    private static string Expand(string folded) =>
        ShortForms.Aggregate(folded, (text, form) => form.Short.Replace(text, form.Long));

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        foreach (var match in Word().EnumerateMatches(text))
            words.Add(text.Substring(match.Index, Math.Min(match.Length, LongestWord)));
        return words;
    }

    /// <summary>Unifies the two placements of a tone, hòa and hoà.</summary>
    private static string WithTonesOnTheMainVowel(string text)
    {
        if (!text.AsSpan().ContainsAny(TonesOnGlides) && text.IsNormalized(NormalizationForm.FormC)) return text;
        text = text.Normalize(NormalizationForm.FormD);
        return ToneOnGlide().Replace(text, "$1$3$2").Normalize(NormalizationForm.FormC);
    }

    /// <summary>Matches the beginning of any abbreviation: most texts have none and need no further test.</summary>
    [GeneratedRegex(@"\b(tp|ubnd|hdnd|cand|bca|thanh pho ho chi minh)")]
    private static partial Regex Abbreviated();

    [GeneratedRegex(@"\btp\.?\s*hcm\b|\bthanh pho ho chi minh\b")]
    private static partial Regex Tphcm();

    [GeneratedRegex(@"\btp\b\.?")]
    private static partial Regex Tp();

    [GeneratedRegex(@"\bubnd\b")]
    private static partial Regex Ubnd();

    [GeneratedRegex(@"\bhdnd\b")]
    private static partial Regex Hdnd();

    [GeneratedRegex(@"\bcand\b")]
    private static partial Regex Cand();

    [GeneratedRegex(@"\bbca\b")]
    private static partial Regex Bca();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();

    /// <summary>Matches o or u with a tone before a, e or y: grave, acute, tilde, hook above and dot below.</summary>
    [GeneratedRegex("([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])")]
    private static partial Regex ToneOnGlide();
}
