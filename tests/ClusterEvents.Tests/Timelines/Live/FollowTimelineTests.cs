using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Corrections;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Live;

public sealed class FollowTimelineTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task A_new_entry_is_sent_as_pages_show_it()
    {
        await using var follower = await Follower.OfAsync(app);
        var recorded = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        var change = (await follower.NextAsync())!;
        Assert.Equal(("entry", recorded.Position), (change.Type, change.Id));
        var entry = (await app.TimelineAsync("cities/can-tho")).Entries
            .Single(entry => (string?)entry!["activityId"] == change.ActivityId);
        Assert.True(JsonNode.DeepEquals(entry, change.Data));
    }

    [Fact]
    public async Task Corrections_retractions_and_reinstatements_are_sent_with_the_entry_after_them()
    {
        await using var follower = await Follower.OfAsync(app, $"campaigns/{Scenarios.Campaign}");
        var (id, recorded) = await FlowersAsync();
        var corrected = await CorrectAsync(id, "place", "Nhà tưởng niệm", "Quảng trường");
        var activity = $"/v1/activities/{id}";
        var retracted = (await app.PostAsync($"{activity}/retraction", new { Reason = "Ghi trùng" })).Position;
        var reinstated = (await app.PostAsync($"{activity}/reinstatement", new { Reason = "Không trùng" })).Position;

        var changes = await follower.NextAsync(4);
        Assert.All(changes, change => Assert.Equal(("entry", id), (change.Type, change.ActivityId)));
        Assert.Equal([recorded, corrected, retracted, reinstated], changes.Select(change => change.Id));
        Assert.Equal(["Nhà tưởng niệm", "Quảng trường", "Quảng trường", "Quảng trường"],
            changes.Select(change => (string?)change.Data["data"]!["place"]));
        Assert.Equal([false, false, true, false], changes.Select(change => (bool)change.Data["retracted"]!));
    }

    [Fact]
    public async Task An_entry_that_a_correction_moves_leaves_one_timeline_and_comes_to_the_other()
    {
        await using var left = await Follower.OfAsync(app, "cities/can-tho");
        await using var reached = await Follower.OfAsync(app, "cities/da-nang");
        var meeting = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var id = (string)meeting.Json["activityId"]!;
        var moved = await CorrectAsync(id, "cityIds", new JsonArray("can-tho"), new JsonArray("da-nang"));

        var changes = await left.NextAsync(2);
        Assert.Equal(["entry", "removed"], changes.Select(change => change.Type));
        Assert.Equal(moved, changes[1].Id);
        Assert.Equal($$"""{"activityId":"{{id}}"}""", changes[1].Data.ToJsonString());
        var arrived = (await reached.NextAsync())!;
        Assert.Equal(("entry", moved, id), (arrived.Type, arrived.Id, arrived.ActivityId));
    }

    [Fact]
    public async Task A_follower_that_starts_at_the_position_of_a_page_misses_nothing()
    {
        var page = await app.TimelineAsync("cities/da-nang");
        var (id, position) = await FlowersAsync();

        var query = $"?lastEventId={page.Position}";
        await using var follower = await Follower.OfAsync(app, "cities/da-nang", query: query);
        var change = (await follower.NextAsync())!;
        Assert.Equal((id, position), (change.ActivityId, change.Id));
        var next = await FlowersAsync();
        // A reconnecting browser adds the header to its original address.
        await using var again = await Follower.OfAsync(app, "cities/da-nang", follower.LastEventId, query);
        Assert.Equal(next.Id, (await again.NextAsync())!.ActivityId);
    }

    [Fact]
    public async Task Titles_are_in_the_readers_language()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/timelines/cities/can-tho/live");
        var position = (await FlowersAsync()).Position;
        request.Headers.Add("Accept-Language", "en");
        request.Headers.Add("Last-Event-ID", $"{position - 1}");
        using var response = await app.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestApp.Cancel);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestApp.Cancel));

        string? line;
        do line = await lines.ReadLineAsync(TestApp.Cancel);
        while (line?.StartsWith("data:", StringComparison.Ordinal) == false);
        Assert.Contains("Flowers offered: Chủ tịch Hồ Chí Minh", line!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cities/khong-co/live", HttpStatusCode.NotFound, "unknown-city")]
    [InlineData("campaigns/khong-co/live", HttpStatusCode.NotFound, "unknown-campaign")]
    [InlineData("cities/can-tho/live?lastEventId=latest", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("cities/can-tho/live?after=3", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task Invalid_requests_to_follow_are_rejected(string path, HttpStatusCode status, string code) =>
        (await app.GetAsync($"/v1/timelines/{path}")).Refused(status, code);

    [Fact]
    public async Task A_client_that_does_not_accept_event_streams_gets_406() =>
        (await app.GetAsync("/v1/timelines/cities/can-tho/live", ("Accept", "application/json")))
            .Refused(HttpStatusCode.NotAcceptable, "not-acceptable");

    private async Task<(string Id, long Position)> FlowersAsync()
    {
        var recorded = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        return ((string)recorded.Json["activityId"]!, recorded.Position);
    }

    private async Task<long> CorrectAsync(string id, string field, JsonNode old, JsonNode @new) =>
        (await app.CorrectAsync(id, (field, old, @new))).Expect(HttpStatusCode.Created).Position;
}
