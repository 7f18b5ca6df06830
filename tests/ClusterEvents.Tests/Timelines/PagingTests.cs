using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

public sealed class PagingTests(PagingTests.App app) : IClassFixture<PagingTests.App>
{
    private const string CanTho = "/v1/timelines/cities/can-tho";

    [Theory]
    [InlineData("asc", 1)]
    [InlineData("asc", 7)]
    [InlineData("desc", 7)]
    [InlineData("desc", 10)]
    [InlineData("desc", 200)]
    public async Task The_link_to_the_next_page_leads_through_every_entry_once_and_ends(string order, int limit)
    {
        var whole = await app.TimelineAsync("cities/can-tho", $"&order={order}&from=2022-03-01");

        var walked = await WalkAsync($"{CanTho}?order={order}&limit={limit}&from=2022-03-01");

        Assert.Equal(App.Entries, walked.Count);
        Assert.Equal(Ids(whole), walked);
    }

    [Fact]
    public async Task Entries_are_ordered_by_day_then_part_of_day_then_hint_then_recording()
    {
        var ascending = await app.TimelineAsync("cities/can-tho", "&order=asc");
        var descending = await app.TimelineAsync("cities/can-tho", "&order=desc");

        var keys = ascending.Entries.Select(Key).ToArray();
        Assert.Equal(keys.Order(), keys);
        Assert.Equal(keys.Reverse(), descending.Entries.Select(Key));
        Assert.True(keys.Length > keys.Select(key => key.Place).Distinct().Count() + 10, "There are no ties.");
    }

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task Recording_between_pages_neither_repeats_an_entry_nor_loses_an_old_one(string order)
    {
        await using var own = new App();
        await own.InitializeAsync();
        var old = Ids(await own.TimelineAsync("cities/can-tho"));
        var walked = new List<string>();
        var path = (string?)$"{CanTho}?order={order}&limit=4";

        while (path is not null)
        {
            var page = (await own.GetAsync(path)).Expect(HttpStatusCode.OK);
            walked.AddRange(Ids(page));
            path = NextOf(page);
            // One before everything, one after everything, and one in the midst of the ties.
            foreach (var day in new[] { "2020-02-02", "2022-07-29", "2022-03-03" }) await own.OfferAsync(day);
            await own.TimelineAsync("cities/can-tho");
        }

        Assert.Equal(walked.Count, walked.Distinct().Count());
        Assert.Empty(old.Except(walked));
    }

    [Fact]
    public async Task The_link_keeps_every_filter_of_the_page_it_follows()
    {
        var first = await app.GetAsync(
            $"{CanTho}?limit=2&kind=FlowersOffered&kind=IncenseOffered&from=2022-03-03&to=2022-03-03&order=asc");

        var next = await app.GetAsync(NextOf(first)!);

        Assert.Equal(2, next.Expect(HttpStatusCode.OK).Entries.Count);
        Assert.All(next.Entries, entry => Assert.Equal("2022-03-03", (string?)entry!["occurredOn"]));
        Assert.Empty(Ids(first).Intersect(Ids(next)));
    }

    [Fact]
    public async Task The_last_page_has_no_next_link()
    {
        var exact = await app.GetAsync($"{CanTho}?limit={App.Entries}&from=2022-03-01");

        Assert.Equal(App.Entries, exact.Expect(HttpStatusCode.OK).Entries.Count);
        Assert.Null(exact.Json["next"]);
        Assert.Null(NextOf(exact));
    }

    private async Task<List<string>> WalkAsync(string start)
    {
        var walked = new List<string>();
        for (var path = (string?)start; path is not null;)
        {
            var page = (await app.GetAsync(path)).Expect(HttpStatusCode.OK);
            Assert.True(walked.Count <= App.Entries, "The links go in a circle.");
            Assert.Equal(NextOf(page) is null, page.Json["next"] is null);
            walked.AddRange(Ids(page));
            path = NextOf(page);
        }

        return walked;
    }

    private static string[] Ids(Answer page) => [.. page.Entries.Select(entry => (string)entry!["activityId"]!)];

    private static ((string? Day, int Part, int Hint) Place, DateTimeOffset RecordedAt) Key(JsonNode? entry) =>
        (((string?)entry!["occurredOn"], PartOf((string?)entry["dayPart"]), (int?)entry["data"]!["sequenceHint"] ?? 0),
            (DateTimeOffset)entry["recordedAt"]!);

    private static int PartOf(string? part) => part switch { null => 0, "Morning" => 1, "Afternoon" => 2, _ => 3 };

    private static string? NextOf(Answer page)
    {
        if (!page.Headers.TryGetValues("Link", out var links)) return null;
        var link = links.Single();
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        return link[1..link.IndexOf('>', StringComparison.Ordinal)];
    }

    /// <summary>24 entries since March 2022, 18 of them on one morning with the same hint.</summary>
    public sealed class App : EstablishedApp
    {
        public const int Entries = 24;

        protected override async Task ArrangeAsync()
        {
            var batch = new JsonArray();
            for (var i = 0; i < 18; i++) batch.Add(Scenarios.Flowers(occurredOn: "2022-03-03"));
            foreach (var (part, hint) in new[] { ("Evening", 1), ("Morning", 0), ("Afternoon", 5), ("Afternoon", -5) })
            {
                var flowers = Scenarios.Flowers(occurredOn: "2022-03-03");
                (flowers["data"]!["dayPart"], flowers["data"]!["sequenceHint"]) = (part, hint);
                batch.Add(flowers);
            }

            batch.Add(Scenarios.Flowers(occurredOn: "2022-03-04"));
            batch.Add(Scenarios.Flowers(occurredOn: "2022-03-02"));
            (await PostEventAsync(batch)).Expect(HttpStatusCode.Created);
            await TimelineAsync("cities/can-tho");
        }

        public async Task OfferAsync(string day) =>
            (await PostEventAsync(Scenarios.Flowers(occurredOn: day))).Expect(HttpStatusCode.Created);
    }
}
