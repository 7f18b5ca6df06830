using ClusterEvents.Timelines.Listings;
using ClusterEvents.Timelines.Projection;

namespace ClusterEvents.Views.Lists;

/// <summary>
/// The statements that read a part of a list. A list asked for without a status or cluster consists of several ranges
/// of the index, one for each status and cluster that there are: each is read in its order, and they are merged. Every
/// statement selects rank, id, whether the stream is on the list, and whether its range was cut off there.
/// </summary>
/// <param name="version">The version to read.</param>
/// <param name="filter">The list, whose period gives the statements their form.</param>
/// <param name="past">Whether a past position is asked for; listings that have ended since count as well then.</param>
internal sealed class ListSql(TimelineVersion version, ListFilter filter, bool past)
{
    private const string List = "kind = $1 and campaign = $2 and city = $3";
    private const string Asked = "($4::text[] is null or p.status = any($4)) and ($5::text is null or p.cluster = $5)";
    private const string OfRange = $"{List} and status = p.status and cluster = p.cluster";
    private const string Due = "due_on >= $14 and due_on < $15";

    /// <summary>The parameters before those of spans.</summary>
    private const int Fixed = 16;

    /// <summary>The streams in list order.</summary>
    public string InOrder() => Merge(part =>
        $"""
        select r.rank, r.id, true, false from {part.Ranges} p cross join lateral (
          {First("rank, id", $"{OfRange} and {part.Valid}", "$9")}) r
        where {Asked}
        """);

    /// <summary>
    /// The streams that are due in the period, among the first of each range only: enough where many are.
    /// </summary>
    public string AmongTheFirst(int sought) =>
        $"""
        {Ranges()}
        select rank, id, bool_or(matches), bool_or(place = {sought}) from (
          {string.Join("\nunion all\n", Parts.Select(part =>
            $"""
            select r.* from {part.Ranges} p cross join lateral (
              select rank, id, matches, row_number() over (order by rank, id) as place from (
              {First($"rank, id, coalesce({Due}, false) as matches", $"{OfRange} and {part.Valid}", $"{sought}")}) f) r
            where {Asked} and (matches or place = {sought})
            """))}
          union all select rank, id, true, 0 from unnest($11, $12) as added (rank, id) where (rank, id) > ($6, $7)
        ) found group by rank, id order by rank, id
        """;

    /// <summary>
    /// The streams that are due in the period, from the days of the list: in each range from one day to its first due
    /// day in the period, or else to the next day, each by one step through the index, however many streams a day has.
    /// The days come in their order and are read no further than a page needs.
    /// </summary>
    /// <param name="steps">The steps after which a range is cut off.</param>
    public string ByDay(int steps) => Merge(part =>
        $"""
        select r.* from {part.Ranges} p cross join lateral (
          with recursive listed (rank, due_on, step) as (
            (select rank, due_on, 1 from {version.Listings} where {OfRange} and {part.Condition}
              and due_on is not null and (rank, due_on) >= (${Fixed + 1}, $14) and rank <= ${Fixed + 3}
              order by rank, due_on limit 1)
            union all
            select n.rank, n.due_on, l.step + 1 from listed l cross join lateral (
              select rank, due_on from {version.Listings} where {OfRange} and {part.Condition} and due_on is not null
                and (rank, due_on) >= (l.rank + (l.due_on >= $14)::int::bigint, $14) and rank <= ${Fixed + 3}
              order by rank, due_on limit 1) n
            where l.step < {steps})
          select f.* from listed l cross join lateral (
            ({First("rank, id, true, false",
                $"{OfRange} and rank = l.rank and l.due_on >= $14 and l.due_on < $15 and {Due} and {part.Valid}",
                "$9")})
            union all
            select l.rank + 1, '', false, true where l.step = {steps} and l.rank < {Listing.Undated}) f
          limit $9) r
        where {Asked}
        """);

    /// <summary>
    /// The streams that are due in the period, from the ranges of its due days. Only those days whose first stream is
    /// among the first of all can contribute, so the others are left at that.
    /// </summary>
    public string ByDueDay() => Merge(part =>
        $"""
        select r.rank, r.id, true, false from (
          select *, dense_rank() over (order by rank, id) as place from (
            select p.status, p.cluster, p.due_on, f.rank, f.id from {part.Days} p cross join lateral (
              {First("rank, id", $"{OfRange} and due_on = p.due_on and {part.Valid}", "1")}) f) firsts) p
        cross join lateral (
          {First("rank, id", $"{OfRange} and due_on = p.due_on and {part.Valid}", "$9")}) r
        where p.place <= $9
        """, byDue: true);

    /// <summary>The first listings in order: of each span, which is a range of an index, and then of all.</summary>
    private string First(string columns, string conditions, string limit)
    {
        string[] spans = [.. filter.Spans.Index().Where(span => span.Item.Where is null || version.ListsByDays)
            .Select(span => (span.Item, At: Fixed + 1 + (3 * span.Index))).Select(span =>
            $"""
            select {columns} from {version.Listings} where {conditions} and (rank, id) > (${span.At}, ${span.At + 1})
              and rank <= ${span.At + 2} and id <> all($10) {Touching(span.Item)} order by rank, id limit {limit}
            """)];
        return spans is [var only] ? only
            : $"select * from ({string.Join("\nunion all\n", spans.Select(span => $"({span})"))}) s "
                + $"order by rank, id limit {limit}";
    }

    /// <summary>The conditions by which what is listed outside of the period is on the list.</summary>
    private string Touching(ListSpan span)
    {
        if (span.Where is not { } where) return "";
        var several = where == ListSpan.Outside.LongAfter ? $"and {ListingTable.Long}" : $"and {ListingTable.Several}";
        var wholeYears = filter.From == filter.To ? $" and last_day - first_day < {Days.ShortestYear}" : "";
        return several + wholeYears
            + (where == ListSpan.Outside.Before ? " and first_day <= $16" : " and last_day >= $8");
    }

    private IEnumerable<Part> Parts
    {
        get
        {
            yield return new("current", ListingTable.Current, past ? " and known_from <= $13" : "");
            if (past) yield return new("ended", ListingTable.Ended, " and known_from <= $13 and known_to > $13");
        }
    }

    private string Merge(Func<Part, string> read, bool byDue = false) =>
        $"""
        {Ranges(byDue)}
        select distinct rank, id, matches, cut from (
          {string.Join("\nunion all\n", Parts.Select(read))}
          union all select rank, id, true, false from unnest($11, $12) as added (rank, id) where (rank, id) > ($6, $7)
        ) found (rank, id, matches, cut) order by rank, id limit $9
        """;

    /// <summary>
    /// Finds the statuses and clusters that there are, and their due days, each by one step through the index from the
    /// previous one.
    /// </summary>
    private string Ranges(bool byDue = false) => "with recursive " + string.Join(", ", Parts.Select(part =>
        $"""
        {part.Ranges} as (
          (select status, cluster from {version.Listings} where {List} and {part.Condition}
            order by status, cluster limit 1)
          union all
          select n.status, n.cluster from {part.Ranges} p cross join lateral (
            select status, cluster from {version.Listings}
            where {List} and {part.Condition} and (status, cluster) > (p.status, p.cluster)
            order by status, cluster limit 1) n)
        """ + (!byDue ? "" :
        $"""
        , {part.Days} as (
          select p.status, p.cluster, n.due_on from {part.Ranges} p cross join lateral (
            select due_on from {version.Listings} where {OfRange} and {part.Condition} and due_on is not null and {Due}
            order by due_on limit 1) n
          where {Asked}
          union all
          select p.status, p.cluster, n.due_on from {part.Days} p cross join lateral (
            select due_on from {version.Listings}
            where {OfRange} and {part.Condition} and due_on is not null and due_on > p.due_on and due_on < $15
            order by due_on limit 1) n)
        """)));

    /// <summary>The listings of one pair of indexes.</summary>
    private sealed record Part(string Name, string Condition, string Known)
    {
        public string Ranges => $"ranges_{Name}";

        public string Days => $"days_{Name}";

        public string Valid => Condition + Known;
    }
}
