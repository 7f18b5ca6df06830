using ClusterEvents.Domain.Entries;
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
{
    private const string Key = "r.occurred_on, r.day_part, r.sequence_hint, r.recorded_at, r.activity_id";

    private const int DaysOfYear = 365;

    private string? _position;
    private string? _from;
    private string? _to;

    /// <summary>The position that rows are compared with.</summary>
    private string Position => at is null ? "k.position" : _position ??= Parameter(at.Position);

    /// <summary>The number of rows scanned along the index to estimate how common the search words are.</summary>
    private int SampleSize => 2 * Math.Max(query.Limit, 50);

    /// <summary>The maximum number of rows scanned if some matched, before the word index is used instead.</summary>
    private int MaxScan => 10 * SampleSize;

    private string Direction => query.Ascending ? "asc" : "desc";

    /// <summary>
    /// One row for each entry, or one without an entry if there is none: title, position, whether it is an exact
    /// match, sort key, texts, body and corrections.
    /// </summary>
    public string Statement()
    {
        var timeline = Parameter(query.Timeline.ToString());
        var lines = Parameter(query.Lines.Select(line => line.ToString()).ToArray());
        // One row more than requested shows whether there is a next page.
        var limit = Parameter(query.Limit + 1);
        var kinds = EachKind();
        // An entry may be on several of the timelines and is shown once. A later search tier is evaluated only if the
        // earlier ones do not fill the page: for a word without matches it would otherwise read every entry.
        var findings = SearchTiers().ToArray();
        var pages = string.Join(",\n", findings.Select((finding, index) =>
            $"""
            f{index} as materialized (
            select distinct on ({Key}) {finding.Exact} as exact, {Key}, {Words()}, a.body,
              {Corrections()} as corrections
            from unnest({lines}) line (timeline) {kinds} cross join lateral (
            {Found(finding, Unfilled(index, limit), limit)}) r
            join {version.Activities} a on a.activity_id = r.activity_id and a.known_from = r.known_from
            order by {Ordered(Key)} limit {limit})
            """));
        var page = $"with {Scans(findings, lines, kinds, limit)} {pages} "
            + $"{string.Join(" union all ", findings.Select((_, index) => $"select * from f{index}"))}";
        return
            $"""
            with k as ({Bounds()})
            select t.title, k.shown, r.*
            from k join {version.Timelines} t
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
    private string Scans(IReadOnlyList<SearchTier> findings, string lines, string kinds, string limit) => string.Concat(
        findings.Select(finding => finding.Scan).OfType<Scan>().Distinct().Select(walk =>
            $"""
            {walk.Name}_first as materialized ({Met(walk, lines, kinds, $"{SampleSize}", skipped: 0)}),
            {walk.Name} as materialized (select * from {walk.Name}_first union all ({Met(walk, lines, kinds,
                $"""
                (case when exists (
                  select from {walk.Name}_first r where {OnLine} group by exact having count(*) between 2 and {limit} - 1)
                then {MaxScan} else 0 end)
                """, skipped: SampleSize)})),

            """));

    /// <param name="walk">The scan.</param>
    /// <param name="lines">The timelines.</param>
    /// <param name="kinds">The event types.</param>
    /// <param name="end">How many rows it reaches.</param>
    /// <param name="skipped">How many of them are left out at its beginning.</param>
    private string Met(Scan walk, string lines, string kinds, string end, int skipped) =>
        $"""
        select line.timeline, r.kind, {Key}, r.known_from, w.exact
        from unnest({lines}) line (timeline) {kinds} cross join lateral (
          select * from ({InOrder("r.*", "", [walk.After], end)}) r
          order by {Ordered(Key)} offset {skipped}) r
        cross join lateral (select w.words @> {walk.Exact} as exact from {version.Activities} w
          where w.activity_id = r.activity_id and w.known_from = r.known_from
          and w.words @> {walk.Folded} limit 1) w
        """;

    /// <summary>Rows of a timeline, of one event type where each type is scanned separately.</summary>
    private string OnLine => "r.timeline = line.timeline" + (query.Kinds.Count > 0 ? " and r.kind = of.kind" : "");

    /// <summary>
    /// The keys of one search tier on one timeline: from the scan if that fills the page, otherwise from the word
    /// index.
    /// </summary>
    private string Found(SearchTier finding, IEnumerable<string> unfilled, string limit)
    {
        string[] rows = [finding.After, .. unfilled];
        if (finding.Scan is not { } walk) return InOrder($"{Key}, r.known_from", "", rows, limit);
        var met = $"from {walk.Name} r where {OnLine} and {(finding.Exact ? "" : "not ")}r.exact";
        return
            $"""
            (select {Key}, r.known_from {string.Join(" and ", unfilled.Prepend(met))}
              and (select count(*) {met}) >= {limit}
              order by {Ordered(Key)} limit {limit})
            union all (
            {InOrder($"{Key}, r.known_from", JoinWords,
                [.. rows, finding.Words!, $"(select count(*) {met}) < {limit}"], limit)})
            """;
    }

    /// <summary>
    /// The first rows in order that meet all conditions. Periods do not overlap, and each is a range of an index.
    /// </summary>
    private string InOrder(string columns, string join, IReadOnlyList<string> conditions, string limit)
    {
        string[] periods = [.. Periods().Select(period =>
            $"select {columns} from {version.Rows} r {join} "
            + $"where {string.Join(" and ", [.. Conditions(), .. period, .. conditions])} "
            + $"order by {Ordered(Key)} limit {limit}")];
        return periods is [var only] ? only
            : $"select * from ({string.Join(" union all ", periods.Select(period => $"({period})"))}) r "
                + $"order by {Ordered(Key)} limit {limit}";
    }

    private static IEnumerable<string> Unfilled(int finding, string limit) =>
        finding == 0 ? [] : [$"(select count(*) from f{finding - 1}) < {limit}"];

    /// <summary>The number of entries by event type and year: rows of kind, year and count.</summary>
    public string Counts() =>
        $"""
        {Entries("r.kind, r.occurred_on")}
        select kind, case when occurred_on = '-infinity' then 'unknown' else extract(year from occurred_on)::text end,
          count(*)
        from r group by 1, 2 order by 1, 2
        """;

    /// <summary>The streams of the entries.</summary>
    public string Streams() =>
        $"""
        {Entries("r.known_from")}
        select distinct a.body::json->>'stream' from r
        join {version.Activities} a on a.activity_id = r.activity_id and a.known_from = r.known_from
        """;

    /// <summary>All entries as rows of a table <c>r</c>, each once.</summary>
    private string Entries(string columns)
    {
        var lines = Parameter(query.Lines.Select(line => line.ToString()).ToArray());
        var kinds = EachKind();
        // An entry may be on several timelines and counts once; search tiers do not overlap.
        var each = query.Lines.Count > 1 ? "distinct" : "";
        var pages = SearchTiers().SelectMany(finding => Periods().Select(period =>
            $"""
            select {each} r.activity_id, {columns} from k cross join unnest({lines}) line (timeline) {kinds}
            join {version.Rows} r on true {(finding.Words is null ? "" : JoinWords)}
            where {string.Join(" and ", [.. Conditions(), .. period, finding.After, finding.Words ?? "true"])}
            """));
        return $"with k as ({Bounds()}), r as ({string.Join("\nunion all\n", pages)})";
    }

    private string Words() =>
        language == Language.Vietnamese ? "a.title_vi, a.summary_vi" : "a.title_en, a.summary_en";

    private string Corrections() => query.Corrections ? "a.corrections" : "null::text";

    private string Ordered(string columns) =>
        string.Join(", ", columns.Split(", ").Select(column => $"{column} {Direction}"));

    /// <summary>
    /// Reads each requested event type in its own index order. In one range, a rare type would be searched among all
    /// others once PostgreSQL uses a generic plan.
    /// </summary>
    private string EachKind() =>
        query.Kinds.Count == 0 ? "" : $"cross join unnest({Parameter(query.Kinds.ToArray())}) of (kind)";

    private IEnumerable<string> Conditions()
    {
        yield return $"r.timeline = line.timeline and r.known_from <= {Position}";
        // Few rows have ended. Without `coalesce`, the planner would expect a third to match, and would read and sort
        // a short timeline instead of scanning in order up to the end of the page.
        yield return $"coalesce(r.known_to > {Position}, false)";
        if (!query.Retracted) yield return "not r.retracted";
        // An entry without a date is stored before every date and belongs to no period.
        if (query.From is not null || query.To is not null) yield return "r.occurred_on > '-infinity'";
        if (query.Kinds.Count > 0) yield return "r.kind = of.kind";
    }

    /// <summary>
    /// The ranges of days that are read, as conditions: the days of the period, and then entries of several days that
    /// are placed outside and touch it. They do not overlap.
    /// </summary>
    private IEnumerable<IReadOnlyList<string>> Periods()
    {
        var (from, to) = (From, To);
        yield return
        [
            from is null ? "true" : $"r.occurred_on >= {from}",
            to is null ? "true" : $"r.occurred_on <= {to}",
        ];
        if (!version.FindsByDays) yield break;
        // What is known to the year may have been on any of its days: it belongs to periods, and not to each day.
        var several = query.From is not null && query.From == query.To
            ? $"r.first_day < r.last_day and r.last_day - r.first_day < {DaysOfYear - 1}" : "r.first_day < r.last_day";
        if (to is not null) yield return [several, $"r.occurred_on > {to}", $"r.first_day <= {to}"];
        if (from is not null) yield return [several, $"r.occurred_on < {from}", $"r.last_day >= {from}"];
    }

    private string? From => query.From is { } from ? _from ??= Parameter(from) : null;

    /// <summary>
    /// The last day of the period. Nothing is recorded before it begins, so that the day of the point in time ends it.
    /// </summary>
    private string? To => (query.To ?? at?.Day) is not { } to ? null
        : _to ??= Parameter(at is { Day: var day } && day < to ? day : to);

    /// <summary>
    /// The search tiers: exact matches first, then the others. A single tier without a search, or in the order of
    /// time. What also concerns others is found as words are: an entry has its timelines among its words.
    /// </summary>
    private IEnumerable<SearchTier> SearchTiers()
    {
        string[] folded =
        [
            .. query.Search is null ? [] : SearchWords.Folded(query.Search),
            .. query.Concerning.Select(timeline => SearchWords.LineMark + timeline),
        ];
        if (folded.Length == 0)
        {
            yield return new(true, After(query.After));
            yield break;
        }

        var found = Parameter(folded);
        if (!query.ExactFirst || query.Search is not { } search)
        {
            var following = After(query.After);
            yield return new(true, following, OnLineWith(found), new("met", following, found, found));
            yield break;
        }

        var exact = Parameter(folded.Union(SearchWords.Exact(search)).ToArray());
        var others = After(query.AfterExact ? null : query.After);
        if (query.AfterExact)
        {
            var after = After(query.After);
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
        if (version.FindsByTimeline) words = $"array_append({words}, '{SearchWords.LineMark}' || line.timeline)";
        if (version.FindsByKind && query.Kinds.Count > 0)
            words = $"array_append({words}, '{SearchWords.KindMark}' || of.kind)";
        return $"w.words @> {words}";
    }

    /// <summary>
    /// Joins on the whole key, so that the planner may start with the words or with the timeline, whichever has fewer
    /// rows.
    /// </summary>
    private string JoinWords => $"join {version.Activities} w on ({Key}, r.known_from) = "
        + "(w.occurred_on, w.day_part, w.sequence_hint, w.recorded_at, w.activity_id, w.known_from)";

    private string After(SortKey? after) => after is not { } key ? "true" :
        $"""
        ({Key}) {(query.Ascending ? '>' : '<')} ({Parameter(key.OccurredOn)}, {Parameter(key.DayPart)},
        {Parameter(key.SequenceHint)}, {Parameter(key.RecordedAt)}, {Parameter(key.ActivityId)})
        """;

    /// <summary>
    /// The point in time as one row: the position to compare with, and the one to show. Current rows end after every
    /// position, so the second greatest position selects the current state.
    /// </summary>
    private string Bounds() => at is null
        ? $"select {TimelineTables.StillKnown - 1} as position, {version.Progress} as shown"
        : $"select {Position} as position, {Position} as shown";

    private string Parameter(object value)
    {
        command.Parameters.Add(new() { Value = value });
        return $"${command.Parameters.Count}";
    }

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
