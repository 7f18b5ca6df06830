using BitFaster.Caching.Lru;
using ClusterEvents.Domain.Entries;

namespace ClusterEvents.Timelines.Search;

/// <summary>
/// The search words of texts and of searches, both made of the <see cref="SearchForm"/>: folded words without
/// diacritics, and exact words, for ranking exact matches first.
/// </summary>
public static class SearchWords
{
    /// <summary>The prefix of exact words.</summary>
    private const string ExactMark = "=";

    /// <summary>The prefix of timelines, which are stored among the words of an entry.</summary>
    internal const string LineMark = "@";

    /// <summary>The prefix of event types, which are stored among the words of an entry.</summary>
    internal const string KindMark = "#";

    /// <summary>
    /// A name that is one word of its own: the city is not meant where its words only occur here and there.
    /// </summary>
    private const string HoChiMinhCity = "tphcm";

    private static readonly string[] HoChiMinhCityWords = ["thanh", "pho", "ho", "chi", "minh"];

    /// <summary>The maximum length of cached texts; longer ones rarely repeat.</summary>
    private const int LongestRemembered = 80;

    /// <summary>
    /// The words of short texts (names, places, titles), which repeat often. Each takes about 1 kB, and 4 µs to make.
    /// </summary>
    private static readonly ConcurrentLru<string, string[]> s_remembered = new(capacity: 1_024);

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

    /// <summary>The words that an entry must have to match a search.</summary>
    public static string[] Folded(string search)
    {
        var words = FoldedOf(SearchForm.WordsOf(search));
        for (int at; (at = IndexOfName(words)) >= 0; words.Insert(at, HoChiMinhCity))
            words.RemoveRange(at, HoChiMinhCityWords.Length);
        return [.. words.Distinct()];
    }

    /// <summary>The words that an entry must also have to be an exact match.</summary>
    public static string[] Exact(string search) => [.. ExactOf(SearchForm.WordsOf(search)).Distinct()];

    internal static string[] OfText(string text)
    {
        var words = SearchForm.WordsOf(text);
        return [.. WithName(FoldedOf(words)), .. ExactOf(words)];
    }

    private static string[] OfCity(string city) =>
        [.. WithName(FoldedOf(SearchForm.WordsOf($"thanh pho {city}")))];

    private static List<string> FoldedOf(List<SearchWord> words) => words.ConvertAll(word => word.Folded);

    private static IEnumerable<string> ExactOf(List<SearchWord> words) => words.Select(word => ExactMark + word.Exact);

    private static List<string> WithName(List<string> words)
    {
        if (IndexOfName(words) >= 0) words.Add(HoChiMinhCity);
        return words;
    }

    /// <summary>Where the name of the city stands among folded words; -1 if it does not.</summary>
    private static int IndexOfName(List<string> words)
    {
        for (var i = words.IndexOf(HoChiMinhCityWords[0]); i >= 0; i = words.IndexOf(HoChiMinhCityWords[0], i + 1))
            if (words.Skip(i).Take(HoChiMinhCityWords.Length).SequenceEqual(HoChiMinhCityWords)) return i;
        return -1;
    }
}
