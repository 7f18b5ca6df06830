using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Tests.Recording;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

public sealed class TimelineQueryTests(TimelineQueryTests.App app) : IClassFixture<TimelineQueryTests.App>
{
    [Theory]
    [InlineData("&from=2022-05-02&to=2022-05-03", "2022-05-02 2022-05-03")]
    [InlineData("&from=2022-05-03&to=2022-05-03", "2022-05-03")]
    [InlineData("&from=2022-05-03", "2022-05-03 2022-05-04")]
    [InlineData("&from=2022-01-02&to=2022-05-01", "2022-05-01")]
    [InlineData("&from=2022-05-04&to=2022-05-02", "")]
    public async Task From_and_to_are_both_inclusive(string range, string days)
    {
        var page = await app.TimelineAsync("cities/can-tho", $"&order=asc{range}");

        var entries = page.Expect(HttpStatusCode.OK).Entries;
        Assert.Equal(days, string.Join(' ', entries.Select(entry => (string)entry!["occurredOn"]!)));
    }

    [Theory]
    [InlineData("&kind=FlowersOffered", 3)]
    [InlineData("&kind=CommunityActivityHeld", 2)]
    [InlineData("&kind=FlowersOffered&kind=CommunityActivityHeld", 5)]
    [InlineData("&kind=FlowersOffered&kind=FlowersOffered", 3)]
    [InlineData("&kind=MeetingHeld", 0)]
    public async Task A_kind_may_be_given_several_times(string kinds, int entries) => Assert.Equal(
        entries, (await app.TimelineAsync("cities/can-tho", kinds)).Expect(HttpStatusCode.OK).Entries.Count);

    [Theory]
    [InlineData("&city=can-tho", 5)]
    [InlineData("&city=da-nang", 3)]
    [InlineData("&campaign=vi-an-ninh-to-quoc-2022", 3)]
    [InlineData("&city=da-nang&campaign=vi-an-ninh-to-quoc-2022&to=2022-05-03", 2)]
    [InlineData("&city=da-nang&city=ha-giang", 0)]
    [InlineData("&city=da-nang&q=t%C6%B0%E1%BB%9Fng+ni%E1%BB%87m", 3)]
    [InlineData("&city=da-nang&kind=CommunityActivityHeld", 0)]
    [InlineData("&city=nowhere", 0)]
    public async Task A_city_or_campaign_leaves_what_also_concerns_it(string filters, int entries)
    {
        var page = (await app.TimelineAsync("cities/can-tho", $"&from=2021-01-01{filters}")).Expect(HttpStatusCode.OK);

        Assert.Equal(entries, page.Entries.Count);
        var summary = await app.GetAsync($"/v1/timelines/cities/can-tho/summary?from=2021-01-01{filters}");
        Assert.Equal(entries, (int)summary.Expect(HttpStatusCode.OK).Json["total"]!);
    }

    [Theory]
    [InlineData("2022-07-10", "2022-07-12", "first-of-july end-of-july of-2022")]
    [InlineData("2022-06-29", "2022-06-30", "of-2022")]
    [InlineData("2022-06-30", "2022-06-30", "")]
    [InlineData("2022-07-30", "2022-07-30", "first-of-july end-of-july")]
    [InlineData("2022-07-31", "2022-08-31", "first-of-july end-of-july of-2022")]
    [InlineData("2021-01-01", "2021-12-31", "")]
    [InlineData(null, "2022-01-01", "of-2022")]
    [InlineData("2022-12-31", null, "of-2022")]
    [InlineData("2023-01-01", null, "")]
    public async Task A_period_finds_an_entry_of_rough_date_where_they_touch(string? from, string? to, string found)
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        foreach (var (kind, day, precision) in new[]
        {
            ("first-of-july", "2022-07-01", "Month"), ("end-of-july", "2022-07-31", "Month"),
            ("of-2022", "2022-05-01", "Year"),
        })
            (await own.PostAsync("/v1/community-activities", new JsonObject
            {
                ["occurredOn"] = day,
                ["precision"] = precision,
                ["clusterId"] = Scenarios.Cluster,
                ["cityIds"] = new JsonArray("can-tho"),
                ["kind"] = kind,
            })).Expect(HttpStatusCode.Created);
        var period = (from is null ? "" : $"&from={from}") + (to is null ? "" : $"&to={to}")
            + "&kind=CommunityActivityHeld";

        foreach (var order in new[] { "asc", "desc" })
            foreach (var also in new[] { "", "&q=can+tho", "&city=can-tho", "&knownAt=2999-01-01" })
            {
                var page = (await own.TimelineAsync("cities/can-tho", $"{period}&order={order}{also}"))
                    .Expect(HttpStatusCode.OK);
                Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
                    page.Entries.Select(entry => (string)entry!["data"]!["kind"]!).Order());
                var days = page.Entries.Select(entry => (string)entry!["occurredOn"]!).ToArray();
                Assert.Equal(order == "asc" ? days.Order() : days.OrderDescending(), days);
            }

        var summary = (await own.GetAsync($"/v1/timelines/cities/can-tho/summary?{period[1..]}"))
            .Expect(HttpStatusCode.OK).Json;
        Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, (int)summary["total"]!);
    }

    [Theory]
    [InlineData("cities/cantho", "Did you mean can-tho?")]
    [InlineData("cities/can-thp", "Did you mean can-tho?")]
    [InlineData("cities/da-nagn", "Did you mean da-nang?")]
    [InlineData("campaigns/an-ninh-to-quoc", "Did you mean vi-an-ninh-to-quoc-2022?")]
    [InlineData("clusters/cum-1", "Did you mean cum-1-bca?")]
    public async Task What_is_not_on_record_is_answered_with_what_may_be_meant(string timeline, string meant) =>
        Assert.Contains(meant, (string)(await app.GetAsync($"/v1/timelines/{timeline}")).Json["detail"]!,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Meeting", "such as MeetingCancelled, MeetingHeld, MeetingPostponed, MeetingScheduled.")]
    [InlineData("flowersofered", "such as FlowersOffered.")]
    [InlineData("Xyz", "such as CityRenamed, ")]
    public async Task A_kind_that_does_not_exist_is_answered_with_those_that_do(string kind, string meant) =>
        Assert.Contains(meant,
            (string)(await app.GetAsync($"/v1/timelines/cities/can-tho?kind={kind}"))
                .Json["errors"]!["kind"]![0]!["detail"]!,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("order=asc")]
    [InlineData("from=2022-01-01")]
    [InlineData("to=2023-01-01")]
    [InlineData("kind=FlowersOffered")]
    [InlineData("q=hoa")]
    [InlineData("city=da-nang")]
    [InlineData("campaign=vi-an-ninh-to-quoc-2022")]
    [InlineData("include=retracted")]
    [InlineData("knownAt=1000000")]
    public async Task A_cursor_of_another_query_is_refused(string other)
    {
        await app.TimelineAsync("cities/can-tho");
        var cursor = (string)(await app.GetAsync("/v1/timelines/cities/can-tho?limit=1"))
            .Expect(HttpStatusCode.OK).Json["next"]!;

        foreach (var path in new[] { $"cities/can-tho?{other}&", "cities/da-nang?", "cities/can-tho/summary?q=hoa&" })
        {
            var refusal = (await app.GetAsync($"/v1/timelines/{path}cursor={cursor}"))
                .Refused(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal(["cursor"], refusal.Json["errors"]!.AsObject().Select(error => error.Key));
        }

        foreach (var same in new[] { "", "limit=2&", "order=desc&include=corrections&" })
            (await app.GetAsync($"/v1/timelines/cities/can-tho?{same}cursor={cursor}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_day_asks_what_was_known_at_its_end_in_Vietnam()
    {
        var yesterday = await app.TimelineAsync("cities/can-tho", "&knownAt=2022-07-29");
        yesterday.Refused(HttpStatusCode.NotFound, "unknown-city");

        // Today ends later: all is known, and the pages go on with what was known for the first.
        var today = TimeProvider.System.Today();
        var first = (await app.GetAsync($"/v1/timelines/cities/can-tho?limit=2&knownAt={today:O}"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(first.Position, await app.Get<EventReplay>().NewestAsync(TestApp.Cancel));
        await app.GivenCityAsync("cao-bang", "Cao Bằng", "04");
        var second = (await app.GetAsync(
            $"/v1/timelines/cities/can-tho?limit=2&knownAt={today:O}&cursor={(string)first.Json["next"]!}"))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(first.Position, second.Position);
        Assert.Equal(2, second.Entries.Count);
    }

    [Theory]
    [InlineData("EntryCorrected")]
    [InlineData("CityRegistered")]
    [InlineData("SourceAttached")]
    public async Task A_kind_that_no_timeline_shows_is_not_offered(string kind)
    {
        var refusal = (await app.GetAsync($"/v1/timelines/cities/can-tho?kind={kind}"))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(("unknown-event-type", $"\"{kind}\""), (refusal.CodeAt("kind"), refusal.ValueAt("kind", "value")));
    }

    [Theory]
    [InlineData("form=2022-05-02", "form")]
    [InlineData("from=02/05/2022", "from")]
    [InlineData("from=2022-02-30", "from")]
    [InlineData("to=", "to")]
    [InlineData("from=2022-05-02&from=2022-05-03", "from")]
    [InlineData("kind=Flowers", "kind")]
    [InlineData("kind=flowersoffered", "kind")]
    [InlineData("order=up", "order")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("atLeast=-1", "atLeast")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("cursor=MC4w", "cursor")]
    [InlineData("cursor=", "cursor")]
    [InlineData("city=C%E1%BA%A7n", "city")]
    [InlineData("campaign=", "campaign")]
    [InlineData("knownAt=2022-02-30", "knownAt")]
    public async Task Invalid_parameters_of_a_timeline_are_rejected_by_name(string query, string parameter)
    {
        var refusal = await app.GetAsync($"/v1/timelines/cities/can-tho?{query}");

        refusal.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal([parameter], refusal.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_query_is_told_at_once()
    {
        var refusal = await app.GetAsync("/v1/timelines/cities/can-tho?from=x&to=y&limit=0&kind=z&colour=red");

        Assert.Equal(["colour", "from", "kind", "limit", "to"],
            refusal.Json["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task The_limit_may_be_from_1_to_200(int limit) =>
        (await app.GetAsync($"/v1/timelines/cities/can-tho?limit={limit}")).Expect(HttpStatusCode.OK);

    [Fact]
    public async Task The_timeline_of_a_new_city_is_an_empty_page_and_not_missing()
    {
        var page = await app.TimelineAsync("cities/ha-giang");

        Assert.Equal("Hà Giang", (string?)page.Expect(HttpStatusCode.OK).Json["title"]);
        Assert.Equal("city/ha-giang", (string?)page.Json["timeline"]);
        Assert.Empty(page.Entries);
        Assert.True(page.Json.AsObject().ContainsKey("next"));
    }

    [Theory]
    [InlineData("cities/nowhere", "unknown-city")]
    [InlineData("cities/Can%20Tho", "unknown-city")]
    [InlineData("cities/vi-an-ninh-to-quoc-2022", "unknown-city")]
    [InlineData("campaigns/can-tho", "unknown-campaign")]
    [InlineData("campaigns/cum-1-bca", "unknown-campaign")]
    public async Task A_timeline_that_nothing_opened_is_not_found(string timeline, string code) =>
        (await app.GetAsync($"/v1/timelines/{timeline}")).Refused(HttpStatusCode.NotFound, code);

    [Fact]
    public async Task A_recorder_that_waits_for_its_position_sees_its_own_record()
    {
        for (var i = 0; i < 5; i++)
        {
            var recorded = (await app.PostAsync("/v1/meetings", Meeting("da-nang"))).Expect(HttpStatusCode.Created);

            var page = await app.GetAsync($"/v1/timelines/cities/da-nang?atLeast={recorded.Position}&limit=200");

            Assert.Contains((string)recorded.Json["activityId"]!,
                page.Expect(HttpStatusCode.OK).Entries.Select(entry => (string)entry!["activityId"]!));
            Assert.True(page.Position >= recorded.Position);
        }
    }

    [Fact]
    public async Task A_position_that_is_not_reached_in_time_is_answered_as_behind()
    {
        var asked = System.Diagnostics.Stopwatch.StartNew();

        (await app.GetAsync("/v1/timelines/cities/can-tho?atLeast=1000000000"))
            .Refused(HttpStatusCode.GatewayTimeout, "timeline-behind");

        Assert.True(asked.Elapsed.TotalSeconds > 4.5, $"It was waited for {asked.Elapsed} only.");
    }

    private static JsonObject Meeting(string city)
    {
        var meeting = Scenarios.Meeting();
        meeting["cityIds"] = new JsonArray(city);
        return meeting;
    }

    /// <summary>Cần Thơ has five entries on four days of May 2022, and its joining in 2020.</summary>
    [Fact]
    public async Task An_entry_without_a_date_is_in_no_period()
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        (await own.PostAsync("/v1/community-activities", new JsonObject
        {
            ["precision"] = "Unknown",
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("can-tho"),
            ["kind"] = "Trao quà",
        })).Expect(HttpStatusCode.Created);

        Assert.Contains("CommunityActivityHeld", (await own.TimelineAsync("cities/can-tho")).Kinds);
        foreach (var period in new[] { "&to=2999-01-01", "&from=0001-01-01", "&from=0001-01-01&to=2999-01-01" })
            Assert.Equal(["MemberJoined"], (await own.TimelineAsync("cities/can-tho", period)).Kinds);
        var export = await CommandRun.OfAsync(own.ConnectionString, "export", "--to", "2999-01-01");
        Assert.DoesNotContain("community-activity-held", export.Output, StringComparison.Ordinal);
        Assert.Contains("member-joined", export.Output, StringComparison.Ordinal);
    }

    public sealed class App : EstablishedApp
    {
        protected override async Task ArrangeAsync()
        {
            await this.GivenCityAsync("ha-giang", "Hà Giang", "02");
            foreach (var day in new[] { "2022-05-02", "2022-05-03", "2022-05-04" })
                (await PostEventAsync(Scenarios.Flowers(occurredOn: day))).Expect(HttpStatusCode.Created);
            await GiftAsync(new() { ["occurredOn"] = "2022-05-01" });
            await GiftAsync(new() { ["occurredOn"] = "2021-05-01" });
        }

        private async Task GiftAsync(JsonObject fields)
        {
            fields["clusterId"] = Scenarios.Cluster;
            fields["cityIds"] = new JsonArray("can-tho");
            fields["kind"] = "Trao quà";
            (await this.PostAsync("/v1/community-activities", fields)).Expect(HttpStatusCode.Created);
        }
    }
}
