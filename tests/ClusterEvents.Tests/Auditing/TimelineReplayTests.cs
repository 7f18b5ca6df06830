using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>
/// Projected rows equal the replay of the raw events, byte for byte, however often they are projected.
/// </summary>
public sealed class TimelineReplayTests(TimelineReplayTests.App app) : IClassFixture<TimelineReplayTests.App>
{
    private static readonly string[] Tables = ["activity_v6", "timeline_row_v6", "timeline_v6", "listing_v6"];

    [Theory]
    [InlineData("vi", "asc")]
    [InlineData("vi", "desc")]
    [InlineData("en", "asc")]
    [InlineData("en", "desc")]
    public async Task Every_stored_page_is_what_a_replay_of_the_raw_events_says(string language, string order)
    {
        var timelines = await TimelinesAsync(app);
        Assert.Equal(7, timelines.Length);

        foreach (var timeline in timelines)
        {
            var replayed = await ReplayAsync(app, timeline, language, order);
            Assert.Contains("\"activityId\"", replayed, StringComparison.Ordinal);
            Assert.Equal(await PageAsync(app, timeline, language, order), replayed);
        }
    }

    [Fact]
    public async Task A_rebuild_writes_the_same_rows_and_pages_to_the_byte()
    {
        await using var before = new App();
        await before.InitializeAsync();
        var (rows, pages) = (await RowsAsync(before), await PagesAsync(before));
        Assert.All(rows, table => Assert.NotEmpty(table));
        await before.DisposeAsync();
        await SpoilAsync(before.ConnectionString);

        var rebuild = await CommandRun.OfProcessAsync(before.ConnectionString, "projections", "rebuild");

        Assert.True(rebuild.ExitCode == 0, rebuild.Output + rebuild.Errors);
        await using var after = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = before.ConnectionString });
        await after.InitializeAsync();
        Assert.Equal(rows, await RowsAsync(after));
        Assert.Equal(pages, await PagesAsync(after));
    }

    private static async Task<string[]> PagesAsync(TestApp app)
    {
        var pages = new List<string>();
        foreach (var timeline in await TimelinesAsync(app))
            foreach (var language in new[] { "vi", "en" }) pages.Add(await PageAsync(app, timeline, language, "asc"));
        return [.. pages];
    }

    private static async Task<string> PageAsync(TestApp app, StreamKey timeline, string language, string order)
    {
        var newest = await app.ProjectedAsync();
        var page = await app.GetAsync(
            $"/v1/timelines/{(timeline.Kind == "city" ? "cities" : $"{timeline.Kind}s")}/{timeline.Id}"
            + $"?limit=200&atLeast={newest}&order={order}&include=retracted,corrections",
            ("Accept-Language", language));
        return page.Expect(HttpStatusCode.OK).Text;
    }

    private static async Task<string> ReplayAsync(TestApp app, StreamKey timeline, string language, string order)
    {
        var view = new ReplayView(language == "en" ? Language.English : Language.Vietnamese, order == "asc",
            Retracted: true, Corrections: true);
        var page = await app.Get<TimelineReplay>().RebuildAsync(timeline, null, view, TestApp.Cancel);
        var json = new ArrayBufferWriter<byte>();
        page!.Write(json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static async Task<StreamKey[]> TimelinesAsync(TestApp app) =>
    [
        .. (await app.GetAsync("/v1/cities")).Json.AsArray().Select(c => new StreamKey("city", (string)c!["cityId"]!)),
        .. (await app.GetAsync("/v1/campaigns")).Json.AsArray()
            .Select(c => new StreamKey("campaign", (string)c!["campaignId"]!)),
        new("cluster", Scenarios.Cluster),
    ];

    /// <summary>All rows of each table as text, sorted.</summary>
    private static async Task<string[]> RowsAsync(TestApp app)
    {
        await using var database = NpgsqlDataSource.Create(app.ConnectionString);
        var tables = new List<string>();
        foreach (var table in Tables)
        {
            await using var query = database.CreateCommand(
                $"""
                select coalesce(string_agg(t::text, chr(10) order by t::text collate "C"), '')
                from clusterevents.{table} t
                """);
            tables.Add((string)(await query.ExecuteScalarAsync(TestApp.Cancel))!);
        }

        return [.. tables];
    }

    /// <summary>Alters projected rows, so that a rebuild without effect would fail the test.</summary>
    private static async Task SpoilAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var spoil = database.CreateCommand(
            """
            update clusterevents.activity_v6 set title_vi = 'spoilt';
            delete from clusterevents.timeline_row_v6 where kind = 'MeetingHeld';
            delete from clusterevents.listing_v6 where kind = 'directive';
            """);
        Assert.True(await spoil.ExecuteNonQueryAsync(TestApp.Cancel) > 17);
    }

    /// <summary>The seeds, an entry that was corrected, and one that was retracted.</summary>
    public sealed class App : TestApp
    {
        protected override Template Template => Template.Seeded;

        protected override async Task ArrangeAsync()
        {
            var entries = (await this.TimelineAsync("cities/can-tho")).Entries;
            string IdOf(string kind) => (string)entries.First(e => (string)e!["kind"]! == kind)!["activityId"]!;
            (await PostAsync($"/v1/activities/{IdOf("PrioritiesSet")}/corrections", new JsonObject
            {
                ["changes"] = new JsonArray(new JsonObject
                {
                    ["field"] = "horizon",
                    ["old"] = "Thời gian còn lại của năm 2022",
                    ["new"] = "Sáu tháng cuối năm 2022",
                }),
                ["reason"] = "Ghi rõ hơn",
            })).Expect(HttpStatusCode.Created);
            (await PostAsync($"/v1/activities/{IdOf("IncenseOffered")}/retraction",
                new JsonObject { ["reason"] = "Chưa kiểm chứng" })).Expect(HttpStatusCode.Created);
            await this.TimelineAsync("cities/can-tho");
        }
    }
}
