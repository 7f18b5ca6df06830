using System.Globalization;
using System.Text.Json.Nodes;
using ClusterEvents.Timelines.Listings;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Views.Lists;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>
/// Every list of directives, whatever the filters, reads what it should, and costs the same among many as among few.
/// </summary>
public sealed class ListingCostTests(ListingCostTests.App app) : IClassFixture<ListingCostTests.App>
{
    private static readonly TimelineVersion Few = new(98);
    private static readonly TimelineVersion Many = new(99);
    private static readonly TimelineVersion Crowded = new(97);

    /// <summary>The number of streams in the tables of each version.</summary>
    private const int FewStreams = 1_000, ManyStreams = 12_000;

    private const int Page = 51;

    private static readonly string?[] Statuses = [null, "overdue", "open"];
    private static readonly string[] Cities = [Listing.Any, "city-1"];
    private static readonly string[] Campaigns = [Listing.Any, "common", "rare"];
    private static readonly string?[] Clusters = [null, "common", "rare"];

    public static TheoryData<string, string, bool> Periods()
    {
        var data = new TheoryData<string, string, bool>();
        string[] spans = ["", "2015-03-01/2015-03-15", "/2012-01-01", "2035-01-01/", "2013-01-01/2014-01-01"];
        foreach (var due in spans)
            foreach (var days in due.Length == 0
                    ? new[]
                    {
                        "", "2014-01-01/2014-12-31", "2014-06-10/2014-06-12", "2014-06-11/2014-06-11", "/2010-03-02",
                    }
                    : [""])
                foreach (var past in new[] { false, true })
                    data.Add(due, days, past);
        return data;
    }

    [Theory]
    [MemberData(nameof(Periods))]
    public async Task A_page_costs_the_same_among_many_streams_as_among_few(string due, string days, bool past)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestApp.Cancel);
        foreach (var filter in Filters(due, days))
            foreach (var after in new[] { default(ListPlace?), new(Listing.RankOf(new(2014, 6, 30)), "s") })
            {
                var few = await BuffersAsync(connection, Few, new(filter, Page)
                {
                    After = after,
                    Known = past ? FewStreams / 2 : null,
                });
                var many = await BuffersAsync(connection, Many, new(filter, Page)
                {
                    After = after,
                    Known = past ? ManyStreams / 2 : null,
                });

                // Among few, no range has as many days as are stepped through.
                Assert.True(many <= (3 * few) + 1_200, $"{many} buffers of many, {few} of few: {filter} after {after}");
            }
    }

    [Theory]
    [MemberData(nameof(Periods))]
    public async Task A_page_holds_what_a_scan_of_all_listings_finds(string due, string days, bool past)
    {
        var lists = new ListReader(app.Database);
        foreach (var filter in Filters(due, days))
            foreach (var after in new[] { default(ListPlace?), new(Listing.RankOf(new(2014, 6, 30)), "s") })
            {
                var part = new ListPart(filter, Page) { After = after, Known = past ? FewStreams / 2 : null };

                var read = await lists.ReadAsync(Few, part, TestApp.Cancel);

                Assert.Equal(await ScanAsync(part), read);
            }
    }

    [Fact]
    public async Task What_is_due_before_a_day_is_found_behind_thousands_that_are_due_later()
    {
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        var part = new ListPart(new("directive") { DueBefore = new(2029, 1, 1) }, Page);
        var buffers = 0;
        IReadOnlyList<ListPlace>? found = null;
        foreach (var statement in ListReader.Statements(Crowded, part))
        {
            if (found is not null) break;
            buffers += await BuffersAsync(connection, statement, part);
            await using var query = new NpgsqlCommand(statement, connection);
            found = await ListReader.FoundAsync(query, part, TestApp.Cancel);
        }

        Assert.Equal(Enumerable.Repeat(Listing.RankOf(new(2020, 1, 10)), Page), found!.Select(place => place.Rank));
        // A step for each of twenty days, and not the streams of them, nor their two thousand earlier due days.
        Assert.True(buffers <= 300, $"{buffers} buffers");
    }

    private static IEnumerable<ListFilter> Filters(string due, string days) =>
        from status in Statuses
        from city in Cities
        from campaign in Campaigns
        from cluster in Clusters
        select new ListFilter("directive")
        {
            Statuses = status is null ? null : DirectiveStatuses.Words[status],
            City = city,
            Campaign = campaign,
            Cluster = cluster,
            DueFrom = Day(due, 0),
            DueBefore = Day(due, 1),
            From = Day(days, 0),
            To = Day(days, 1),
        };

    private static DateOnly? Day(string period, int end) =>
        period.Split('/').ElementAtOrDefault(end) is { Length: > 0 } day ? DateOnly.Parse(day, null) : null;

    private static async Task<int> BuffersAsync(NpgsqlConnection connection, TimelineVersion version, ListPart part)
    {
        var buffers = 0;
        foreach (var statement in ListReader.Statements(version, part))
            buffers += await BuffersAsync(connection, statement, part);
        return buffers;
    }

    private static async Task<int> BuffersAsync(NpgsqlConnection connection, string statement, ListPart part)
    {
        await using var explain = new NpgsqlCommand($"explain (analyze, buffers, format json) {statement}", connection);
        foreach (var parameter in ListReader.Parameters(part)) explain.Parameters.Add(parameter);
        var plan = JsonNode.Parse((string)(await explain.ExecuteScalarAsync(TestApp.Cancel))!)![0]!["Plan"]!;
        return (int)plan["Shared Hit Blocks"]! + (int)plan["Shared Read Blocks"]!;
    }

    /// <summary>What a part holds, found without an index or an order.</summary>
    private async Task<IReadOnlyList<ListPlace>> ScanAsync(ListPart part)
    {
        var filter = part.Filter;
        var all = (await app.AllAsync()).Where(one => part.Known is { } known
            ? one.KnownFrom <= known && one.KnownTo > known : one.KnownTo == TimelineTables.StillKnown);
        return
        [
            .. all.Where(one => filter.Matches(one.Listing))
                .Select(one => new ListPlace(one.Listing.Rank, one.Id)).Distinct()
                .OrderBy(place => place.Rank).ThenBy(place => place.Id, StringComparer.Ordinal)
                .Where(place => part.After is not { } after || place.Rank > after.Rank
                    || (place.Rank == after.Rank && string.CompareOrdinal(place.Id, after.Id) > 0))
                .Take(part.Count),
        ];
    }

    /// <summary>
    /// The listings of directives to two cities each, over ten years, in the tables of two versions: each began as
    /// issued, and most are fulfilled now. One in five hundred is overdue, of a campaign or cluster with few others, or
    /// due late.
    /// </summary>
    public sealed class App : EstablishedApp
    {
        private IReadOnlyList<(string Id, Listing Listing, long KnownFrom, long KnownTo)>? _all;

        internal async Task<IReadOnlyList<(string Id, Listing Listing, long KnownFrom, long KnownTo)>> AllAsync()
        {
            if (_all is not null) return _all;
            await using var query = Database.CreateCommand(
                "select id, campaign, city, status, cluster, rank, due_on, known_from, known_to, first_day, last_day "
                + $"from {Few.Listings}");
            await using var rows = await query.ExecuteReaderAsync(Cancel);
            var all = new List<(string, Listing, long, long)>();
            while (await rows.ReadAsync(Cancel))
                all.Add((rows.GetString(0), new(rows.GetString(1), rows.GetString(2), rows.GetString(3),
                    rows.GetString(4), rows.GetInt32(5), rows.IsDBNull(9) ? null
                        : new(rows.GetFieldValue<DateOnly>(9), rows.GetFieldValue<DateOnly>(10)),
                    rows.GetFieldValue<DateOnly>(6)),
                    rows.GetInt64(7), rows.GetInt64(8)));
            return _all = all;
        }

        protected override async Task ArrangeAsync()
        {
            foreach (var (version, streams) in new[] { (Few, FewStreams), (Many, ManyStreams) })
                await ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
                    $"""
                    create table {version.Listings} (like {TimelineTables.Listings} including all);
                    insert into {version.Listings} (kind, campaign, city, status, cluster, rank, id, due_on, known_from,
                      known_to, first_day, last_day)
                    select 'directive', campaign, city, v.status,
                      case when n % 500 = 3 then 'rare' when n % 50 = 4 then '' else 'common' end,
                      -((day - date '0001-01-01')), 's' || n,
                      case when n % 500 = 5 then date '2036-01-01' else day + 30 + n % 60 end, v.known_from,
                      v.known_to, r.first_day, r.last_day
                    from generate_series(1, {streams}) n
                    cross join lateral (select date '2010-01-01' + n * 7919 % 3650 as day) d
                    -- One in ten is known to the month, others to the year, and few took years.
                    cross join lateral (select
                      case n % 100 when 11 then date_trunc('year', day) when 12 then day else case n % 10 when 3
                        then date_trunc('month', day) end end::date as first_day,
                      case n % 100 when 11 then date_trunc('year', day) + interval '1 year - 1 day'
                        when 12 then day + interval '3 years' else case n % 10 when 3
                        then date_trunc('month', day) + interval '1 month - 1 day' end end::date as last_day) r
                    cross join lateral (select
                      unnest(array['', case when n % 500 = 7 then 'rare' else 'common' end]) as campaign) c
                    cross join lateral (select unnest(array['', 'city-' || n % 3, 'city-' || 3 + n % 3]) as city) a
                    cross join lateral (select * from (values
                      ('issued', n, n + 10), ('acknowledged', n + 10, n + 20),
                      (case when n % 500 = 9 then 'in-progress-overdue' when n % 20 = 1 then 'in-progress'
                        else 'closed' end, n + 20, {TimelineTables.StillKnown})) as v (status, known_from, known_to)) v;
                    """));
            // Five hundred a day for thirty days, those of the last twenty due late, the others on two thousand days.
            await ExecuteAsync(
                $"""
                create table {Crowded.Listings} (like {TimelineTables.Listings} including all);
                insert into {Crowded.Listings} (kind, campaign, city, status, cluster, rank, id, due_on, known_from,
                  known_to)
                select 'directive', '', '', 'closed', '', date '0001-01-01' - (date '2020-01-01' + n / 500), 's' || n,
                  case when n < 5000 then date '2021-01-01' + n % 2000 else date '2030-01-01' + n % 2000 end, n,
                  {TimelineTables.StillKnown}
                from generate_series(0, 14999) n;
                """);
            foreach (var version in new[] { Few, Many, Crowded })
                await Eventually.FindAsync(() => VacuumAsync(version.Listings), visible => visible);
        }

        /// <summary>
        /// Whether all pages are visible to all transactions after a vacuum: a transaction that is still open keeps it
        /// from saying so, and index-only scans are planned only then.
        /// </summary>
        private async Task<bool> VacuumAsync(string table)
        {
            await ExecuteAsync($"vacuum analyze {table}");
            await using var query = Database.CreateCommand(
                $"select relallvisible >= relpages from pg_class where oid = '{table}'::regclass");
            return (bool)(await query.ExecuteScalarAsync(Cancel))!;
        }
    }
}
