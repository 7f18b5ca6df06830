using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>The buffers that a page reads do not depend on the length of the history.</summary>
public sealed class PageCostTests(PageCostTests.App app) : IClassFixture<PageCostTests.App>
{
    private const string Long = "can-tho";
    private const string Short = "da-nang";
    private const string Visit = "MartyrsCemeteryVisited";

    [Theory]
    [InlineData("force_custom_plan")]
    [InlineData("force_generic_plan")]
    public async Task The_first_page_of_a_long_timeline_costs_what_that_of_a_short_one_costs(string planning) =>
        await CompareAsync(planning, query => query);

    [Theory]
    [InlineData("force_custom_plan")]
    [InlineData("force_generic_plan")]
    public async Task A_page_deep_in_a_long_timeline_costs_what_one_of_a_short_one_costs(string planning) =>
        await CompareAsync(planning, query => query with { After = Middle });

    [Theory]
    [InlineData("force_custom_plan")]
    [InlineData("force_generic_plan")]
    public async Task A_page_of_a_rare_kind_does_not_scan_the_others(string planning) =>
        await CompareAsync(planning, query => query with { Kinds = ["MeetingHeld"] });

    [Theory]
    [InlineData("force_custom_plan")]
    [InlineData("force_generic_plan")]
    public async Task A_page_of_a_common_and_a_rare_kind_does_not_scan_all_of_the_common_one(string planning) =>
        await CompareAsync(planning, query => query with { Kinds = ["CommunityActivityHeld", "MeetingHeld"] });

    [Theory]
    [InlineData("force_custom_plan")]
    [InlineData("force_generic_plan")]
    public async Task A_page_of_some_days_does_not_scan_up_to_them(string planning) =>
        await CompareAsync(planning, query => query with { To = new(2010, 6, 30), Ascending = false });

    [Theory]
    [InlineData("force_custom_plan")]
    [InlineData("force_generic_plan")]
    public async Task A_page_of_what_also_concerns_another_does_not_scan_what_does_not(string planning)
    {
        var also = new TimelineQuery(new StreamKey("city", Long)) { Concerning = [new("city", Short)] };

        var buffers = await BuffersAsync(planning, also, found: 0);

        // A hundred entries are sampled, and none of the 20,000 of either city.
        Assert.True(buffers <= 1_500, $"{buffers} buffers");
    }

    [Theory]
    [InlineData("force_custom_plan")]
    [InlineData("force_generic_plan")]
    public async Task A_search_does_not_read_matches_on_other_timelines(string planning)
    {
        var elsewhere = await BuffersAsync(
            planning, new(new StreamKey("city", Short)) { Search = "Cần Thơ" }, found: 0);

        // A hundred entries are sampled, and none of the 20,000 with the words.
        Assert.True(elsewhere <= 1_500, $"{elsewhere} buffers");
    }

    [Theory]
    [InlineData("force_custom_plan")]
    [InlineData("force_generic_plan")]
    public async Task A_search_does_not_read_matches_of_other_kinds(string planning)
    {
        var ofKind = new TimelineQuery(new StreamKey("city", Long)) { Search = "trao quà", Kinds = [Visit] };

        var buffers = await BuffersAsync(planning, ofKind, found: 0);

        // A hundred of the kind are sampled, and none of the 20,000 with the words.
        Assert.True(buffers <= 1_500, $"{buffers} buffers");
    }

    [Fact]
    public async Task A_search_in_a_period_as_it_was_known_begins_with_the_words()
    {
        var newest = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);
        var known = new TimelineQuery(new StreamKey("city", Long))
        {
            Search = "chưa từng",
            KnownAt = new(newest),
            From = new(2010, 1, 2),
        };

        var buffers = await BuffersAsync("force_custom_plan", known, found: 0);

        // A hundred entries are sampled, and not all 20,000 of the period.
        Assert.True(buffers <= 1_500, $"{buffers} buffers");
    }

    [Theory]
    [InlineData("force_custom_plan", "trao quà", 500)]
    [InlineData("force_generic_plan", "trao quà", 500)]
    // Spelled as no entry is, so that a sample of a thousand tells how common exact matches are.
    [InlineData("force_custom_plan", "trao quá", 2_500)]
    public async Task A_search_for_common_words_reads_little_more_than_its_page(string planning, string words, int most)
    {
        var everywhere = TimelineQuery.Everything(new SearchParameters()) with { Search = words };

        var buffers = await BuffersAsync(planning, everywhere, found: 51);

        Assert.True(buffers <= most, $"{buffers} buffers");
    }

    [Fact]
    public async Task No_page_waits_for_parallel_workers()
    {
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        await using var page = new NpgsqlCommand("", connection);
        var everywhere = TimelineQuery.Everything(new SearchParameters()) with { Search = "trao quà" };
        page.CommandText = "explain " + new SearchSql(
            TimelineVersion.Current, page, everywhere, Language.Vietnamese, null).Statement();
        // As among a million entries.
        await using var prefer = new NpgsqlCommand(
            "set parallel_setup_cost = 0; set parallel_tuple_cost = 0; set min_parallel_table_scan_size = 0",
            connection);
        await prefer.ExecuteNonQueryAsync(TestApp.Cancel);

        await using var rows = await page.ExecuteReaderAsync(TestApp.Cancel);

        while (await rows.ReadAsync(TestApp.Cancel))
            Assert.DoesNotContain("Workers", rows.GetString(0), StringComparison.Ordinal);
    }

    private static ClusterEvents.Domain.Entries.SortKey Middle =>
        new(new(2010, 6, 1), 0, 0, new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero), Guid.Empty);

    private async Task CompareAsync(string planning, Func<TimelineQuery, TimelineQuery> asked)
    {
        var few = await BuffersAsync(planning, asked(new(new StreamKey("city", Short))));
        var many = await BuffersAsync(planning, asked(new(new StreamKey("city", Long))));

        // Each entry is looked up by its key: a few buffers for each of at most 51, in a tree of any size.
        Assert.True(many <= (2 * few) + 100 && many <= 500, $"{many} buffers of 20,000 entries, {few} of 200.");
    }

    private Task<int> BuffersAsync(string planning, TimelineQuery query, int? found = null) =>
        BuffersAsync(app, planning, query, found);

    /// <summary>The buffers that a page touches.</summary>
    internal static async Task<int> BuffersAsync(TestApp app, string planning, TimelineQuery query, int? found = null)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestApp.Cancel);
        await using var page = new NpgsqlCommand();
        var (_, at) = await PagePointInTime.OfAsync(query, TimelineVersion.Current, app.Database, TestApp.Cancel);
        var statement = query.IsEverywhere
            ? new SearchSql(TimelineVersion.Current, page, query, Language.Vietnamese, at).Statement()
            : new TimelineSql(TimelineVersion.Current, page, query, Language.Vietnamese, at).Statement();
        var values = string.Join(", ", page.Parameters.Select(parameter => Literal(parameter.Value!)));
        var types = string.Join(", ", page.Parameters.Select(parameter => TypeOf(parameter.Value!)));
        await using var prepare = new NpgsqlCommand(
            $"set plan_cache_mode = {planning}; prepare page ({types}) as {statement}", connection);
        await prepare.ExecuteNonQueryAsync(TestApp.Cancel);
        await using var explain = new NpgsqlCommand(
            $"explain (analyze, buffers, format json) execute page({values})", connection);
        var plan = JsonNode.Parse((string)(await explain.ExecuteScalarAsync(TestApp.Cancel))!)![0]!["Plan"]!;
        // A timeline without an entry still answers with its title.
        var rows = (int)plan["Actual Rows"]!;
        Assert.True(found is { } expected ? rows == Math.Max(1, expected) : rows is 3 or 51, $"{rows} rows");
        return (int)plan["Shared Hit Blocks"]! + (int)plan["Shared Read Blocks"]!;
    }

    private static string TypeOf(object value) => value switch
    {
        string[] => "text[]",
        string => "text",
        DateOnly => "date",
        DateTimeOffset => "timestamptz",
        Guid => "uuid",
        short => "smallint",
        int => "integer",
        _ => "bigint",
    };

    private static string Literal(object value) => value switch
    {
        string[] texts => $"'{{{string.Join(',', texts)}}}'",
        DateOnly day => $"'{day:yyyy-MM-dd}'",
        DateTimeOffset instant => $"'{instant.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}Z'",
        IFormattable number and (short or int or long) => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"'{value}'",
    };

    /// <summary>
    /// A timeline of 20,000 entries and one of 200, evenly over 2010, three rare ones in each; and 2,000 visits.
    /// </summary>
    public sealed class App : EstablishedApp
    {
        protected override async Task ArrangeAsync()
        {
            foreach (var city in new[] { Long, Short })
            {
                var gift = (await this.PostAsync("/v1/community-activities", new JsonObject
                {
                    ["occurredOn"] = "2022-01-01",
                    ["clusterId"] = Scenarios.Cluster,
                    ["cityIds"] = new JsonArray(city),
                    ["kind"] = "Trao quà",
                })).Expect(HttpStatusCode.Created);
                await this.TimelineAsync($"cities/{city}");
                var copies = city == Long ? 20_000 : 200;
                await MultiplyAsync((string)gift.Json["activityId"]!, copies, city, Kinds(copies));
            }

            var visit = (await this.PostAsync("/v1/ceremonies/martyrs-cemetery-visits", new JsonObject
            {
                ["occurredOn"] = "2022-01-01",
                ["clusterId"] = Scenarios.Cluster,
                ["cityIds"] = new JsonArray(Long),
                ["honouree"] = "Các anh hùng liệt sĩ",
                ["place"] = "Nghĩa trang liệt sĩ",
                ["participants"] = new JsonArray(Long),
            })).Expect(HttpStatusCode.Created);
            await this.TimelineAsync($"cities/{Long}");
            await MultiplyAsync((string)visit.Json["activityId"]!, 2_000, Visit);

            await LoadAsync($"vacuum analyze {TimelineTables.Activities}");
            await LoadAsync($"vacuum analyze {TimelineTables.Rows}");
        }

        /// <summary>Copies the rows of one activity, each with a key of its own.</summary>
        private async Task MultiplyAsync(string activityId, int copies, string name, string kinds = "")
        {
            foreach (var (table, fields) in new[] { (TimelineTables.Activities, ""), (TimelineTables.Rows, kinds) })
                await LoadAsync(
                    $"""
                    insert into {table}
                    select (jsonb_populate_record(row, jsonb_build_object(
                      'activity_id', md5('{name}' || n)::uuid, 'occurred_on', day, 'first_day', day, 'last_day', day
                      {fields}))).*
                    from {table} row, generate_series(1, {copies}) n,
                      lateral (select date '2010-01-01' + n * 365 / {copies} as day) d
                    where row.activity_id = '{activityId}'
                    """);
        }

        private static string Kinds(int copies) =>
            $", 'kind', case when n % ({copies} / 3) = 1 and n < {copies} - 1 then 'MeetingHeld' "
            + "else 'CommunityActivityHeld' end";

        /// <summary>Executes SQL without the service's session settings, whose plans are for single rows.</summary>
        private async Task LoadAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync(Cancel);
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(Cancel);
        }
    }
}
