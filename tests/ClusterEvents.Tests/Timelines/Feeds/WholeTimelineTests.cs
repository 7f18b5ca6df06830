using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ClusterEvents.Tests.Corrections;
using Ical.Net;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

/// <summary>Files of more entries than a page holds.</summary>
public sealed class WholeTimelineTests(WholeTimelineTests.App app) : IClassFixture<WholeTimelineTests.App>
{
    private const string CanTho = "/v1/timelines/cities/can-tho";

    [Theory]
    [InlineData("?kind=FlowersOffered")]
    [InlineData("?kind=FlowersOffered&q=hoa")]
    [InlineData("?kind=FlowersOffered&include=predecessors")]
    public async Task Every_entry_is_in_each_of_the_files_once(string query)
    {
        var csv = FeedIds.OfCsv(await TextAsync(".csv", query + "&order=asc"));
        var book = Sheets.Of(await app.Http.GetByteArrayAsync($"{CanTho}.xlsx{query}&order=asc", TestApp.Cancel));
        var atom = FeedIds.OfAtom(await TextAsync(".atom", query));
        var calendar = Calendar.Load(await TextAsync(".ics", query))!.Events.Select(one => one.Uid!);

        Assert.Equal(app.Ids.Order(StringComparer.Ordinal), csv.Order(StringComparer.Ordinal));
        Assert.Equal(csv, book.First.Rows.Select(row => (string)row["Mã hoạt động"]!));
        Assert.Equal(app.Ids.Order(StringComparer.Ordinal), atom.Order(StringComparer.Ordinal));
        Assert.Equal(app.Ids.Order(StringComparer.Ordinal), calendar.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_table_of_a_search_has_exact_matches_first_beyond_the_first_page()
    {
        var page = await app.GetAsync($"{CanTho}?q=hoa&limit=200");
        var csv = FeedIds.OfCsv(await TextAsync(".csv", "?q=hoa"));

        Assert.Equal(app.Ids.Count, csv.Distinct().Count());
        Assert.Equal(page.Entries.Select(entry => (string)entry!["activityId"]!), csv.Take(200));
    }

    [Fact]
    public async Task A_record_of_today_about_an_old_day_and_a_correction_come_first_in_the_feed()
    {
        await using var own = new App();
        await own.InitializeAsync();
        var old = (await own.PostEventAsync(Scenarios.Flowers(occurredOn: "2020-02-02")))
            .Expect(HttpStatusCode.Created);
        (await own.CorrectAsync(own.Ids[7], ("place", "Nhà tưởng niệm", "Quảng trường")))
            .Expect(HttpStatusCode.Created);
        (await own.PostAsync($"/v1/activities/{own.Ids[9]}/retraction", new { Reason = "Ghi trùng" }))
            .Expect(HttpStatusCode.Created);
        await own.TimelineAsync("cities/can-tho");

        var feed = XDocument.Parse(await own.Http.GetStringAsync($"{CanTho}.atom", TestApp.Cancel)).Root!;

        Assert.Equal(
            [own.Ids[9], own.Ids[7], (string)old.Json["activityId"]!], FeedIds.OfAtom(feed.ToString()).Take(3));
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var updated = feed.Elements(atom + "entry").Select(entry => (DateTimeOffset)entry.Element(atom + "updated")!);
        Assert.Equal(updated.OrderDescending(), updated);
        Assert.Equal(updated.First(), (DateTimeOffset)feed.Element(atom + "updated")!);
    }

    [Fact]
    public async Task A_feed_of_an_earlier_position_shows_what_was_known_then()
    {
        await using var own = new App();
        await own.InitializeAsync();
        var position = (await own.TimelineAsync("cities/can-tho")).Position;
        var files = await Task.WhenAll(new[] { ".csv", ".atom", ".ics" }.Select(
            suffix => own.Http.GetStringAsync($"{CanTho}{suffix}?knownAt={position}", TestApp.Cancel)));
        (await own.CorrectAsync(own.Ids[7], ("place", "Nhà tưởng niệm", "Quảng trường")))
            .Expect(HttpStatusCode.Created);
        (await own.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        await own.TimelineAsync("cities/can-tho");

        foreach (var (suffix, then) in new[] { ".csv", ".atom", ".ics" }.Zip(files))
        {
            Assert.Equal(then, await own.Http.GetStringAsync($"{CanTho}{suffix}?knownAt={position}", TestApp.Cancel));
            Assert.NotEqual(then, await own.Http.GetStringAsync($"{CanTho}{suffix}", TestApp.Cancel));
        }
    }

    private async Task<string> TextAsync(string suffix, string query) =>
        (await app.GetAsync(CanTho + suffix + query)).Expect(HttpStatusCode.OK).Text;

    /// <summary>More entries than the file reads at once, many of one moment.</summary>
    public sealed class App : EstablishedApp
    {
        public List<string> Ids { get; } = [];

        protected override async Task ArrangeAsync()
        {
            for (var day = 1; day <= 5; day++)
            {
                var batch = new JsonArray([.. Enumerable.Range(0, 85).Select(_ =>
                    Scenarios.Flowers(occurredOn: $"2022-03-0{day}"))]);
                var results = (await PostEventAsync(batch)).Expect(HttpStatusCode.Created).Json;
                Ids.AddRange((results as JsonArray ?? results["results"]!.AsArray())
                    .Select(result => (string)result!["activityId"]!));
            }

            await TimelineAsync("cities/can-tho");
        }
    }
}
