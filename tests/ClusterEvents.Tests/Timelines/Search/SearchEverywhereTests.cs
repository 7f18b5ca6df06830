using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Search;

/// <summary>The search over all timelines.</summary>
public sealed class SearchEverywhereTests(SearchEverywhereTests.App app) : IClassFixture<SearchEverywhereTests.App>
{
    [Theory]
    [InlineData("Má", "exact-new exact-old other-newest other-oldest")]
    [InlineData("ma", "other-oldest other-newest exact-new exact-old")]
    [InlineData("Má&order=asc", "exact-old exact-new other-oldest other-newest")]
    [InlineData("Má&from=2022-02-01", "exact-new other-newest")]
    [InlineData("Má&to=2022-01-31", "exact-old other-oldest")]
    [InlineData("Má&city=da-nang", "exact-new other-newest")]
    [InlineData("Má&city=can-tho&city=da-nang", "exact-new")]
    [InlineData("Má&cluster=cum-1-bca&kind=CommunityActivityHeld", "exact-new exact-old other-newest other-oldest")]
    [InlineData("Má&cluster=cum-2-bca", "")]
    [InlineData("Má&campaign=vi-an-ninh-to-quoc-2022", "other-newest")]
    [InlineData("Má&kind=FlowersOffered&kind=MeetingHeld", "")]
    [InlineData("Má&include=retracted", "exact-new exact-old other-newest retracted other-oldest")]
    [InlineData("Má chợ", "")]
    public async Task Exact_matches_come_first_then_the_others_each_once_by_time(string query, string found)
    {
        var expected = found.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(expected, Names(await SearchAsync(query)));
        foreach (var limit in new[] { 1, 2, 3 }) Assert.Equal(expected, await WalkAsync($"{query}&limit={limit}"));
    }

    [Fact]
    public async Task It_finds_what_timelines_show_in_both_languages_and_no_registrations()
    {
        var vietnamese = (await app.GetAsync($"/v1/search?q={Uri.EscapeDataString("Làng Má")}&limit=1"))
            .Expect(HttpStatusCode.OK);
        var english = await app.GetAsync(
            $"/v1/search?q={Uri.EscapeDataString("Làng Má")}&limit=1", ("Accept-Language", "en"));

        Assert.NotEqual((string?)vietnamese.Entries[0]!["title"], (string?)english.Entries[0]!["title"]);
        var shown = (await app.TimelineAsync("cities/da-nang", "&kind=CommunityActivityHeld&q=exact-new")).Entries;
        Assert.Equal(shown[0]!.ToJsonString(), vietnamese.Entries[0]!.ToJsonString());
        Assert.Equal(vietnamese.Position, await app.Get<EventReplay>().NewestAsync(TestApp.Cancel));
        // A name of a registered city alone is on no timeline.
        Assert.Empty((await SearchAsync("Đăng ký thành phố")).Entries);
    }

    [Fact]
    public async Task An_earlier_moment_shows_what_was_known_then()
    {
        Assert.Equal(["retracted"], Names(await SearchAsync("retracted&include=retracted")));
        Assert.Equal(["retracted"], Names(await SearchAsync($"retracted&knownAt={app.BeforeRetraction}")));
        Assert.Empty((await SearchAsync("retracted")).Entries);
        Assert.Empty((await SearchAsync("retracted&knownAt=0")).Entries);
    }

    [Fact]
    public async Task A_page_that_the_reader_has_is_not_sent_again()
    {
        var first = (await app.GetAsync("/v1/search?q=lang")).Expect(HttpStatusCode.OK);

        (await app.GetAsync("/v1/search?q=lang", ("If-None-Match", first.Headers.ETag!.Tag)))
            .Expect(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("q=", "q")]
    [InlineData("q=...", "q")]
    [InlineData("q=a&include=predecessors", "include")]
    [InlineData("q=a&cluster=C%E1%BB%A5m", "cluster")]
    [InlineData("q=a&timeline=city/can-tho", "timeline")]
    public async Task Invalid_searches_are_refused_by_name(string query, string parameter)
    {
        var refusal = (await app.GetAsync($"/v1/search?{query}")).Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal([parameter], refusal.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task A_cursor_continues_its_own_search_only()
    {
        var cursor = (string)(await app.GetAsync("/v1/search?q=lang&limit=1")).Expect(HttpStatusCode.OK).Json["next"]!;

        (await app.GetAsync($"/v1/search?q=ma&cursor={cursor}")).Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.GetAsync($"/v1/timelines/cities/can-tho?q=lang&cursor={cursor}"))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.GetAsync($"/v1/search?q=LÀNG&cursor={cursor}"))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.GetAsync($"/v1/search?q=Lang&cursor={cursor}")).Expect(HttpStatusCode.OK);
    }

    private async Task<Answer> SearchAsync(string query)
    {
        var newest = await app.ProjectedAsync();
        var (words, filters) = query.Split('&', 2) is [var text, var more] ? (text, $"&{more}") : (query, "");
        return (await app.GetAsync($"/v1/search?q={Uri.EscapeDataString(words)}{filters}&atLeast={newest}"))
            .Expect(HttpStatusCode.OK);
    }

    private async Task<List<string>> WalkAsync(string query)
    {
        var walked = new List<string>();
        for (var page = await SearchAsync(query); ; page = (await app.GetAsync(NextOf(page))).Expect(HttpStatusCode.OK))
        {
            walked.AddRange(Names(page));
            if (page.Json["next"] is null) return walked;
        }
    }

    private static string NextOf(Answer page) => page.Headers.GetValues("Link").Single().Split('<', '>')[1];

    private static string[] Names(Answer page) =>
        [.. page.Entries.Select(entry => ((string)entry!["data"]!["kind"]!).Split(' ')[0])];

    /// <summary>Five activities of villages that are called alike.</summary>
    public sealed class App : EstablishedApp
    {
        /// <summary>The position before one of them was retracted.</summary>
        public long BeforeRetraction { get; private set; }

        protected override async Task ArrangeAsync()
        {
            await GivenAsync("exact-old Làng Má", "2022-01-01", ["can-tho"]);
            await GivenAsync("exact-new Làng Má", "2022-02-02", ["can-tho", "da-nang"]);
            await GivenAsync("other-newest Làng Mạ", "2022-03-03", ["da-nang"], Scenarios.Campaign);
            await GivenAsync("other-oldest Làng Ma", "2020-01-01", ["can-tho"]);
            var retracted = await GivenAsync("retracted Làng Mà", "2021-01-01", ["can-tho"]);
            BeforeRetraction = retracted.Position;
            (await this.PostAsync($"/v1/activities/{(string)retracted.Json["activityId"]!}/retraction",
                new { Reason = "Ghi trùng" })).Expect(HttpStatusCode.Created);
            await TimelineAsync("cities/can-tho");
        }

        private async Task<Answer> GivenAsync(string kind, string day, string[] cities, string? campaign = null)
        {
            var activity = new JsonObject
            {
                ["occurredOn"] = day,
                ["clusterId"] = Scenarios.Cluster,
                ["cityIds"] = new JsonArray([.. cities.Select(city => JsonValue.Create(city))]),
                ["kind"] = kind,
            };
            if (campaign is not null) activity["campaignIds"] = new JsonArray(campaign);
            return (await PostAsync("/v1/community-activities", activity)).Expect(HttpStatusCode.Created);
        }
    }
}
