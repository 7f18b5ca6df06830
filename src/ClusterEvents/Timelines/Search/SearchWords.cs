using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BitFaster.Caching.Lru;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Timelines.Search;

/// <summary>
/// Brings Vietnamese text to the words that a search compares: folded ones without any mark, under which hoà, hòa and
/// hoa are one, and exact ones with their tones, by which exact spellings come first.
/// </summary>
public static partial class SearchWords
{
    /// <summary>Sets an exact word apart from a folded one.</summary>
    private const string ExactMark = "=";

    /// <summary>Sets a timeline apart from the words: what stands on it is found by it as by a word.</summary>
    internal const string LineMark = "@";

    /// <summary>Sets a kind apart from the words: what is of it is found by it as by a word.</summary>
    internal const string KindMark = "#";

    /// <summary>
    /// What people write for longer names. Each stands for the words behind it, in texts and in searches.
    /// </summary>
    private static readonly (Regex Short, string Long)[] ShortForms =
    [
        (Tphcm(), " tphcm "), (Tp(), " thanh pho "), (Ubnd(), " uy ban nhan dan "), (Hdnd(), " hoi dong nhan dan "),
        (Cand(), " cong an nhan dan "), (Bca(), " bo cong an "),
    ];

    /// <summary>What stands for a mark in <see cref="Folds"/>.</summary>
    private const char Mark = '\0';

    /// <summary>
    /// The letters that Vietnamese is written with, and others near them: each is made of one letter and marks.
    /// </summary>
    private static readonly SearchValues<char> Latin =
        SearchValues.Create([.. Letters(0x20, 0x24f), .. Letters(0x300, 0x36f), .. Letters(0x1ea0, 0x1ef9)]);

    /// <summary>
    /// Letters as they are folded: taking a text apart costs more than all the rest of a search's words.
    /// </summary>
    private static readonly FrozenDictionary<char, char> Folds =
        Letters(0x20, 0x24f).Concat(Letters(0x300, 0x36f)).Concat(Letters(0x1ea0, 0x1ef9))
            .ToFrozenDictionary(letter => letter, FoldOf);

    private static readonly SearchValues<char> TonesOnGlides = SearchValues.Create("òóõỏọùúũủụ");

    private static IEnumerable<char> Letters(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(code => (char)code);

    /// <summary>
    /// The characters that are kept of a word. The index takes 2,700 bytes, and one that is longer would end the
    /// projection; three bytes are one character. What is longer is found by how it begins.
    /// </summary>
    private const int LongestWord = 800;

    /// <summary>Longer texts are hardly ever written twice.</summary>
    private const int LongestRemembered = 80;

    /// <summary>The words of short texts: names, places and wordings come again and again.</summary>
    private static readonly ConcurrentLru<string, string[]> s_remembered = new(capacity: 8_192);

    private static readonly ConcurrentLru<string, string[]> s_cities = new(capacity: 256);

    /// <summary>
    /// The words of the entry at hand: a set of its own for each would be most of what an entry takes.
    /// </summary>
    [ThreadStatic]
    private static HashSet<string>? t_words;

    /// <summary>
    /// The words by which an entry is found: folded, exact, the names of its cities, the timelines that show it, and its
    /// kind.
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

    /// <summary>What an entry must have to be found by a search.</summary>
    public static string[] Folded(string search) => [.. Split(Expand(Fold(search))).Distinct()];

    /// <summary>What an entry must also have to be an exact finding.</summary>
    public static string[] Exact(string text) =>
        [.. Split(WithTonesOnTheMainVowel(text.ToLowerInvariant())).Distinct().Select(word => ExactMark + word)];

    /// <summary>Lower case without marks; đ is a letter of its own and becomes d.</summary>
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

    /// <summary>Both placements of a tone are in use, hòa and hoà: one of them stands for both.</summary>
    private static string WithTonesOnTheMainVowel(string text)
    {
        if (!text.AsSpan().ContainsAny(TonesOnGlides) && text.IsNormalized(NormalizationForm.FormC)) return text;
        text = text.Normalize(NormalizationForm.FormD);
        return ToneOnGlide().Replace(text, "$1$3$2").Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// What any of the short forms begins with: most texts have none, and need no more than this look.
    /// </summary>
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

    /// <summary>
    /// o or u with a tone before a, e or y: the five tones are grave, acute, tilde, hook and dot below.
    /// </summary>
    [GeneratedRegex("([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])")]
    private static partial Regex ToneOnGlide();
}
