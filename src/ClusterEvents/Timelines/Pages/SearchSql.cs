using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Timelines.Search;
using Npgsql;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// Composes the statement that searches every timeline: a range of activities in the order of time, or those with the
/// words.
/// </summary>
/// <remarks>
/// A scan in order finds common words quickly, for which the word index would return too many rows to sort; for rare
/// words it is the other way round. A sample of the newest entries (the oldest, in ascending order) tells how far a
/// scan would have to go, and whether the word index is cheaper.
/// </remarks>
internal sealed class SearchSql(
    TimelineVersion version, NpgsqlCommand command, TimelineQuery query, Language language, PagePointInTime? at)
    : EntrySql(version, command, query, language, at)
{
    /// <summary>The number of entries in the sample.</summary>
    private const int Sample = 1_000;

    /// <summary>
    /// How many matches the sample must have for the scan to go on: with fewer, at a million entries, the word index
    /// returns less than the scan would read.
    /// </summary>
    private const int Promising = 15;

    /// <summary>The maximum number of entries scanned.</summary>
    private const int MaxScan = 10_000;

    protected override string Newest => $"{TimelineTables.StillKnown - 1}";

    /// <summary>
    /// One row for each entry, or one without an entry if there is none, in the form of
    /// <see cref="TimelineSql.Statement"/>; the title is empty.
    /// </summary>
    public string Statement()
    {
        var limit = Parameter(Query.Limit + 1);
        var found = Parameter(SearchedWords());
        var marks = Parameter(SearchWords.Exact(Query.Search!));
        var exact = Parameter(SearchedWords().Union(SearchWords.Exact(Query.Search!)).ToArray());
        // The exact matches come first, in pages of their own; the others begin after the last of them.
        var others = After(Query.AfterExact ? null : Query.After);
        var parts = new List<string>();
        var pages = new List<string>();
        var first = "not r.exact";
        if (Query.AfterExact)
        {
            var after = After(Query.After);
            var scan = after == others ? "met" : "met_exact";
            if (scan == "met") first = "r.exact";
            else parts.AddRange(Scan(scan, after, found, marks, "r.exact", limit));
            parts.Add(Page("f0", true, scan, after, $"r.words @> {exact}", "true", limit));
            pages.Add("f0");
        }

        parts.InsertRange(0, Scan("met", others, found, marks, first, limit));
        parts.Add(Page("f1", false, "met", others, $"r.words @> {found} and not r.words @> {exact}",
            pages.Count == 0 ? "true" : $"(select count(*) from f0) < {limit}", limit));
        pages.Add("f1");
        return
            $"""
            with k as ({Bounds()}),
            {string.Join(",\n", parts)}
            select '' as title, k.shown, r.* from k left join lateral (
              select r.exact, {Key}, {Words()}, a.body, {Corrections()} as corrections
              from ({string.Join(" union all ", pages.Select(page => $"select * from {page}"))}) r
              join {Version.Activities} a on a.activity_id = r.activity_id and a.known_from = r.known_from
              order by r.exact desc, {Ordered(Key)} limit {limit}) r on true
            order by r.exact desc, {Ordered(Key)}
            """;
    }

    /// <summary>
    /// The matches among the first entries in order: of a few, which common words fill the page from; of the sample,
    /// where they do not; and where that is promising, as far as a page should need, with some to spare.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="after">The condition of entries after the previous page.</param>
    /// <param name="found">The words of all matches.</param>
    /// <param name="marks">The words that exact matches have besides.</param>
    /// <param name="first">The matches that fill the page by themselves.</param>
    /// <param name="limit">The length of a page.</param>
    private IEnumerable<string> Scan(
        string name, string after, string found, string marks, string first, string limit)
    {
        var few = $"2 * {limit}";
        yield return $"{name}_few as materialized ({Met(few, skipped: "0")})";
        yield return Longer($"{name}_first", $"{name}_few", few, $"{Sample}");
        yield return Longer(name, $"{name}_first", $"{Sample}",
            $"""
            coalesce((select max(least({MaxScan}, 3 * {Sample} * {limit} / (2 * n)))
              from (select count(*) as n from {name}_first group by exact) c
              where n >= {Promising} and n < {limit}), 0)
            """);

        string Longer(string longer, string than, string skipped, string end) =>
            $"{longer} as materialized (select * from {than} union all ({Met(
                $"case when (select count(*) from {than} r where {first}) < {limit} then {end} else 0 end",
                skipped)}))";

        string Met(string end, string skipped) =>
            $"""
            select {Key}, r.known_from, r.words @> {marks} as exact
            from (select * from ({InOrder(after, end)}) r order by {Ordered(Key)} offset {skipped}) r
            where {Kinds()} and r.words @> {found}
            """;
    }

    /// <summary>The keys of one group of matches: from the scan if it fills the page, or else by words.</summary>
    private string Page(string name, bool exact, string scan, string after, string words, string unfilled, string limit)
    {
        var met = $"from {scan} r where {(exact ? "" : "not ")}r.exact";
        // Without `offset 0` the planner might walk through all entries in order, looking for matches.
        return
            $"""
            {name} as materialized (
              (select {(exact ? "true" : "false")} as exact, {Key}, r.known_from {met}
                and {unfilled} and (select count(*) {met}) >= {limit}
                order by {Ordered(Key)} limit {limit})
              union all
              (select {(exact ? "true" : "false")}, {Key}, r.known_from from (
                {string.Join(" union all ", Periods().Select(period =>
                    $"""
                    (select {Key}, r.known_from from {Version.Activities} r
                      where {string.Join(" and ", [.. Conditions(), .. period, after, WordsOfKinds(words)])}
                        and {unfilled} and (select count(*) {met}) < {limit} offset 0)
                    """))}) r
                order by {Ordered(Key)} limit {limit}))
            """;
    }

    /// <summary>The first entries in order. Periods do not overlap, and each is a range of an index.</summary>
    private string InOrder(string after, string end)
    {
        string[] periods = [.. Periods().Select(period =>
            $"select {Key}, r.known_from, r.kind, r.words from {Version.Activities} r "
            + $"where {string.Join(" and ", [.. Conditions(), .. period, after])} "
            + $"order by {Ordered(Key)} limit {end}")];
        return periods is [var only] ? only
            : $"select * from ({string.Join(" union all ", periods.Select(period => $"({period})"))}) r "
                + $"order by {Ordered(Key)} limit {end}";
    }

    private IEnumerable<string> Conditions() => [$"r.shown and r.known_from <= {Position}", .. Valid()];

    private string Kinds() =>
        Query.Kinds.Count == 0 ? "true" : $"r.kind = any({Parameter(Query.Kinds.ToArray())})";

    /// <summary>The words together with each kind, so that the index starts with the rarest of them.</summary>
    private string WordsOfKinds(string words)
    {
        if (Query.Kinds.Count == 0) return words;
        var kinds = Query.Kinds.Select(kind => $"r.words @> array[{Parameter(SearchWords.KindMark + kind)}]::text[]");
        return $"{words} and ({string.Join(" or ", kinds)})";
    }
}
