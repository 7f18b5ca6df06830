using System.Net;
using System.Text.Json.Nodes;
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
