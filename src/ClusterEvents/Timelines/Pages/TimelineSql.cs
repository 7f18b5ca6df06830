using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Timelines.Search;
using Npgsql;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// Composes the statement that reads a page: an index range of thin rows, joined with their activities.
/// </summary>
internal sealed class TimelineSql(
    TimelineVersion version, NpgsqlCommand command, TimelineQuery query, Language language, PagePointInTime? at)
    : EntrySql(version, command, query, language, at)
{
    /// <summary>The number of rows scanned along the index to estimate how common the search words are.</summary>
    private int SampleSize => 2 * Math.Max(Query.Limit, 50);

    /// <summary>The maximum number of rows scanned if some matched, before the word index is used instead.</summary>
    private int MaxScan => 10 * SampleSize;

    /// <summary>
    /// One row for each entry, or one without an entry if there is none: title, position, whether it is an exact
    /// match, sort key, texts, body and corrections.
    /// </summary>
    public string Statement() => Query.ByChange ? Changes() : Page();

    private string Page()
    {
        var timeline = Parameter(Query.Timeline.ToString());
        var lines = Parameter(Query.Lines.Select(line => line.ToString()).ToArray());
        // One row more than requested shows whether there is a next page.
        var limit = Parameter(Query.Limit + 1);
        var kinds = EachKind();
        // An entry may be on several of the timelines and is shown once. A later search tier is evaluated only if the
        // earlier ones do not fill the page: for a word without matches it would otherwise read every entry.
        var tiers = SearchTiers().ToArray();
        var pages = string.Join(",\n", tiers.Select((tier, index) =>
            $"""
            f{index} as materialized (
            select distinct on ({Key}) {tier.Exact} as exact, {Key}, {Words()}, a.body,
              {Corrections()} as corrections
            from unnest({lines}) line (timeline) {kinds} cross join lateral (
            {Found(tier, Unfilled(index, limit), limit)}) r
            join {Version.Activities} a on a.activity_id = r.activity_id and a.known_from = r.known_from
            order by {Ordered(Key)} limit {limit})
            """));
        var page = $"with {Scans(tiers, lines, kinds, limit)} {pages} "
            + $"{string.Join(" union all ", tiers.Select((_, index) => $"select * from f{index}"))}";
        return
            $"""
            with k as ({Bounds()})
            select t.title, k.shown, r.*
            from k join {Version.Timelines} t
              on t.timeline = {timeline} and t.known_from <= k.position and t.known_to > k.position
            left join lateral (select * from ({page}) r order by exact desc, {Ordered(Key)} limit {limit}) r on true
            order by r.exact desc, {Ordered(Key)}
            """;
    }

    /// <summary>
    /// Scans a limited range of each timeline for matches, shared by the search tiers. Common words are found quickly
    /// by a scan, while the word index would return too many rows to sort; for rare words it is the other way round. A
    /// sample of the range decides: the full scan runs only if the sample has some matches, but too few for the page.
    /// </summary>
    private string Scans(IReadOnlyList<SearchTier> tiers, string lines, string kinds, string limit) => string.Concat(
        tiers.Select(tier => tier.Scan).OfType<Scan>().Distinct().Select(scan =>
            $"""
            {scan.Name}_first as materialized ({Met(scan, lines, kinds, $"{SampleSize}", skipped: 0)}),
            {scan.Name} as materialized (select * from {scan.Name}_first union all ({Met(scan, lines, kinds,
                $"""
                (case when exists (
                  select from {scan.Name}_first r where {OnLine}
                  group by exact having count(*) between 2 and {limit} - 1)
                then {MaxScan} else 0 end)
                """, skipped: SampleSize)})),

            """));

    /// <param name="scan">The scan.</param>
    /// <param name="lines">The timelines.</param>
    /// <param name="kinds">The event types.</param>
    /// <param name="end">How many rows it reaches.</param>
    /// <param name="skipped">How many of them are left out at its beginning.</param>
    private string Met(Scan scan, string lines, string kinds, string end, int skipped) =>
        $"""
        select line.timeline, r.kind, {Key}, r.known_from, w.exact
        from unnest({lines}) line (timeline) {kinds} cross join lateral (
          select * from ({InOrder("r.*", "", [scan.After], end)}) r
          order by {Ordered(Key)} offset {skipped}) r
        cross join lateral (select w.words @> {scan.Exact} as exact from {Version.Activities} w
          where w.activity_id = r.activity_id and w.known_from = r.known_from
          and w.words @> {scan.Folded} limit 1) w
        """;

    /// <summary>Rows of a timeline, of one event type where each type is scanned separately.</summary>
    private string OnLine => "r.timeline = line.timeline" + (Query.Kinds.Count > 0 ? " and r.kind = of.kind" : "");

    /// <summary>
    /// The keys of one search tier on one timeline: from the scan if that fills the page, otherwise from the word
    /// index.
    /// </summary>
    private string Found(SearchTier tier, IEnumerable<string> unfilled, string limit)
    {
        string[] rows = [tier.After, .. unfilled];
        if (tier.Scan is not { } scan) return InOrder($"{Key}, r.known_from", "", rows, limit);
        var met = $"from {scan.Name} r where {OnLine} and {(tier.Exact ? "" : "not ")}r.exact";
        return
            $"""
            (select {Key}, r.known_from {string.Join(" and ", unfilled.Prepend(met))}
              and (select count(*) {met}) >= {limit}
              order by {Ordered(Key)} limit {limit})
            union all (
            {InOrder($"{Key}, r.known_from", JoinWords,
                [.. rows, tier.Words!, $"(select count(*) {met}) < {limit}"], limit)})
            """;
    }

    /// <summary>
    /// The first rows in order that meet all conditions. Periods do not overlap, and each is a range of an index.
    /// </summary>
    private string InOrder(string columns, string join, IReadOnlyList<string> conditions, string limit)
    {
        string[] periods = [.. Periods().Select(period =>
            $"select {columns} from {Version.Rows} r {join} "
            + $"where {string.Join(" and ", [.. Conditions(), .. period, .. conditions])} "
            + $"order by {Ordered(Key)} limit {limit}")];
        return periods is [var only] ? only
            : $"select * from ({string.Join(" union all ", periods.Select(period => $"({period})"))}) r "
                + $"order by {Ordered(Key)} limit {limit}";
    }

    private static IEnumerable<string> Unfilled(int tier, string limit) =>
        tier == 0 ? [] : [$"(select count(*) from f{tier - 1}) < {limit}"];

    /// <summary>
    /// The same for a query by change: the index of changes is read from the newest on, and the position of the change
    /// is one more column at the end. A change has one position on every timeline that shows the entry.
    /// </summary>
    private string Changes()
    {
        var (timeline, limit) = (Parameter(Query.Timeline.ToString()), Parameter(Query.Limit + 1));
        var lines = Parameter(Query.Lines.Select(line => line.ToString()).ToArray());
        var kinds = EachKind();
        var words = Query.Search is { } search
            ? $"{JoinWords} and {OnLineWith(Parameter(SearchWords.Folded(search)))}" : "";
        var before = Query.ChangedBefore is { } changed ? $"r.known_from < {Parameter(changed)}" : "true";
        return
            $"""
            with k as ({Bounds()})
            select t.title, k.shown, r.*
            from k join {Version.Timelines} t
              on t.timeline = {timeline} and t.known_from <= k.position and t.known_to > k.position
            left join lateral (
              select true as exact, {Key}, {Words()}, a.body, {Corrections()} as corrections, r.known_from
              from (select distinct on (r.known_from) r.* from unnest({lines}) line (timeline) {kinds}
                cross join lateral (select {Key}, r.known_from from {Version.Rows} r {words}
                  where {string.Join(" and ", Conditions().Append(before).Append(AnyPeriod()))}
                  order by r.known_from desc limit {limit}) r
                order by r.known_from desc limit {limit}) r
              join {Version.Activities} a on a.activity_id = r.activity_id and a.known_from = r.known_from
              order by r.known_from desc) r on true
            order by r.known_from desc
            """;
    }

    /// <summary>The number of entries by event type and year: rows of kind, year and count.</summary>
    public string Counts() =>
        $"""
        {Entries("r.kind, r.occurred_on")}
        select kind, case when occurred_on = '-infinity' then 'unknown' else extract(year from occurred_on)::text end,
          count(*)
        from r group by 1, 2 order by 1, 2
        """;

    /// <summary>
    /// The number of entries by day and event type: rows of day, kind and count; one without a day if there is no
    /// entry, and none if there is no timeline.
    /// </summary>
    public string Days() =>
        $"""
        {Entries("r.kind, r.occurred_on")}
        select d.* from k join {Version.Timelines} t on t.timeline = {Parameter(Query.Timeline.ToString())}
          and t.known_from <= k.position and t.known_to > k.position
        left join (select occurred_on, kind, count(*) from r group by 1, 2) d on true order by 1, 2
        """;

    /// <summary>The number of entries that concern each city: rows of city and count.</summary>
    public string Cities() =>
        $"""
        {Entries("r.known_from")}
        select city, count(*) from r
        join {Version.Activities} a on a.activity_id = r.activity_id and a.known_from = r.known_from
        cross join lateral json_array_elements_text(a.body::json->'cityIds') city
        group by 1 order by 1
        """;

    /// <summary>The streams of the entries.</summary>
    public string Streams() =>
        $"""
        {Entries("r.known_from")}
        select distinct a.body::json->>'stream' from r
        join {Version.Activities} a on a.activity_id = r.activity_id and a.known_from = r.known_from
        """;

    /// <summary>All entries as rows of a table <c>r</c>, each once.</summary>
    private string Entries(string columns)
    {
        var lines = Parameter(Query.Lines.Select(line => line.ToString()).ToArray());
        var kinds = EachKind();
        // An entry may be on several timelines and counts once; search tiers do not overlap.
        var each = Query.Lines.Count > 1 ? "distinct" : "";
        var pages = SearchTiers().SelectMany(tier => Periods().Select(period =>
            $"""
            select {each} r.activity_id, {columns} from k cross join unnest({lines}) line (timeline) {kinds}
            join {Version.Rows} r on true {(tier.Words is null ? "" : JoinWords)}
            where {string.Join(" and ", [.. Conditions(), .. period, tier.After, tier.Words ?? "true"])}
            """));
        return $"with k as ({Bounds()}), r as ({string.Join("\nunion all\n", pages)})";
    }

    /// <summary>
    /// Reads each requested event type in its own index order. In one range, a rare type would be searched among all
    /// others once PostgreSQL uses a generic plan.
    /// </summary>
    private string EachKind() =>
        Query.Kinds.Count == 0 ? "" : $"cross join unnest({Parameter(Query.Kinds.ToArray())}) of (kind)";

    private IEnumerable<string> Conditions()
    {
        yield return $"r.timeline = line.timeline and r.known_from <= {Position}";
        foreach (var condition in Valid()) yield return condition;
        if (Query.Kinds.Count > 0) yield return "r.kind = of.kind";
    }

    /// <summary>
    /// The search tiers: exact matches first, then the others. A single tier without a search, or in the order of
    /// time. What also concerns others is found as words are: an entry has its timelines among its words.
    /// </summary>
    private IEnumerable<SearchTier> SearchTiers()
    {
        var folded = SearchedWords();
        if (folded.Length == 0)
        {
            yield return new(true, After(Query.After));
            yield break;
        }

        var found = Parameter(folded);
        if (!Query.ExactFirst || Query.Search is not { } search)
        {
            var following = After(Query.After);
            yield return new(true, following, OnLineWith(found), new("met", following, found, found));
            yield break;
        }

        var exact = Parameter(folded.Union(SearchWords.Exact(search)).ToArray());
        var others = After(Query.AfterExact ? null : Query.After);
        if (Query.AfterExact)
        {
            var after = After(Query.After);
            yield return new(true, after, OnLineWith(exact),
                new(after == others ? "met" : "met_exact", after, found, exact));
        }

        yield return new(false, others, $"{OnLineWith(found)} and not w.words @> {exact}",
            new("met", others, found, exact));
    }

    /// <summary>
    /// Matches activities by words, timeline and event type in one condition, so that the index starts with the rarest
    /// of them, and words common on other timelines cost nothing.
    /// </summary>
    private string OnLineWith(string words)
    {
        if (Version.FindsByTimeline) words = $"array_append({words}, '{SearchWords.LineMark}' || line.timeline)";
        if (Version.FindsByKind && Query.Kinds.Count > 0)
            words = $"array_append({words}, '{SearchWords.KindMark}' || of.kind)";
        return $"w.words @> {words}";
    }

    /// <summary>
    /// Joins on the whole key, so that the planner may start with the words or with the timeline, whichever has fewer
    /// rows.
    /// </summary>
    private string JoinWords => $"join {Version.Activities} w on ({Key}, r.known_from) = "
        + "(w.occurred_on, w.day_part, w.sequence_hint, w.recorded_at, w.activity_id, w.known_from)";

    /// <summary>A group of entries that are read together.</summary>
    /// <param name="Exact">Whether its entries match the exact spelling.</param>
    /// <param name="After">The condition for entries after the previous page.</param>
    /// <param name="Words">The condition on the words of activity <c>w</c>; null without a search.</param>
    /// <param name="Scan">The scan that may find its entries.</param>
    private sealed record SearchTier(bool Exact, string After, string? Words = null, Scan? Scan = null);

    /// <summary>
    /// A scan along the timelines for rows with the folded words, which also tests for exact matches.
    /// </summary>
    private sealed record Scan(string Name, string After, string Folded, string Exact);
}
