using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Timelines.Live;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>The timeline of a cluster: all that it did as such, and what its members did as members.</summary>
public sealed class ClusterTimelineTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const string Timeline = $"clusters/{Scenarios.Cluster}";

    [Fact]
    public async Task It_shows_what_the_cluster_and_its_members_did_and_no_registrations()
    {
        await using var own = new SeededApp();
        await own.InitializeAsync();

        var page = (await own.TimelineAsync(Timeline, "&order=asc")).Expect(HttpStatusCode.OK);

        Assert.Equal("Cụm thi đua số 1", (string?)page.Json["title"]);
        Assert.Equal($"cluster/{Scenarios.Cluster}", (string?)page.Json["timeline"]);
        Assert.Equal(5, page.Kinds.Count(kind => kind == "MemberJoined"));
        Assert.Equal(
            [
                "FlowersOffered", "IncenseOffered", "MeetingHeld", "RemarksDelivered", "CampaignReviewed",
                "AssessmentRecorded", "PrioritiesSet", "DirectiveIssued", "DirectiveIssued",
            ],
            (await own.TimelineAsync(Timeline, "&order=asc&from=2022-07-29&to=2022-07-29")).Kinds
                .Where(kind => kind != "MemberJoined"));
        var summary = (await own.GetAsync($"/v1/timelines/{Timeline}/summary")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(page.Entries.Count, (int)summary["total"]!);
    }

    [Fact]
    public async Task It_has_the_formats_filters_and_changes_of_other_timelines()
    {
        await using var follower = await Follower.OfAsync(app, Timeline);
        var recorded = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        var id = (string)recorded.Json["activityId"]!;

        Assert.Equal((id, recorded.Position), await follower.NextAsync() is { } change ? (change.ActivityId, change.Id)
            : default);
        foreach (var suffix in new[] { ".csv", ".atom", ".ics" })
        {
            var file = (await app.GetAsync($"/v1/timelines/{Timeline}{suffix}")).Expect(HttpStatusCode.OK);
            Assert.Contains(id, file.Text, StringComparison.Ordinal);
        }
        foreach (var filter in new[] { "&city=da-nang", $"&campaign={Scenarios.Campaign}", "&q=tuong+niem" })
            Assert.Contains(id, Ids(await app.TimelineAsync(Timeline, filter)));
    }

    [Fact]
    public async Task A_retracted_entry_leaves_it_and_stays_where_it_is_asked_for()
    {
        var given = (await app.PostEventAsync(Scenarios.Event("community-activity-held", null, new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("can-tho"),
            ["kind"] = "Trao quà",
        }))).Expect(HttpStatusCode.Created);
        var id = (string)given.Json["activityId"]!;
        Assert.Contains(id, Ids(await app.TimelineAsync(Timeline)));

        (await app.PostAsync($"/v1/activities/{id}/retraction", new { Reason = "Ghi trùng" }))
            .Expect(HttpStatusCode.Created);

        Assert.DoesNotContain(id, Ids(await app.TimelineAsync(Timeline)));
        Assert.Contains(id, Ids(await app.TimelineAsync(Timeline, "&include=retracted")));
        Assert.Contains(id, Ids(await app.TimelineAsync(Timeline, $"&knownAt={given.Position}")));
    }

    [Fact]
    public async Task It_is_replayed_from_raw_events_and_compared_and_has_no_state_hash()
    {
        (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        var page = await app.TimelineAsync(Timeline);

        var replayed = (await app.GetAsync($"/v1/audit/replay/{Timeline}")).Expect(HttpStatusCode.OK);
        Assert.Equal(page.Entries.ToJsonString(), replayed.Entries.ToJsonString());
        var printed = await CommandRun.OfAsync(app.ConnectionString, "replay", "cluster", Scenarios.Cluster);
        Assert.Equal(replayed.Text, printed.Output);
        var differences = (await app.GetAsync($"/v1/audit/differences?timeline=cluster/{Scenarios.Cluster}"))
            .Expect(HttpStatusCode.OK).Json;
        Assert.Equal((await app.TimelineAsync(Timeline, "&include=retracted")).Entries.Count,
            differences["differences"]!.AsArray().Count(one => (string?)one!["effect"] == "added"));
        (await app.GetAsync($"/v1/audit/states?timeline=cluster/{Scenarios.Cluster}"))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
        await using var states = app.Database.CreateCommand(
            "select count(*) from clusterevents.timeline_state where timeline like 'cluster/%'");
        await app.SettledAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0L, await states.ExecuteScalarAsync(TestApp.Cancel));
    }

    [Fact]
    public async Task A_cluster_that_is_not_on_record_has_none() =>
        (await app.GetAsync("/v1/timelines/clusters/cum-9-bca")).Refused(HttpStatusCode.NotFound, "unknown-cluster");

    private static string[] Ids(Answer page) =>
        [.. page.Expect(HttpStatusCode.OK).Entries.Select(entry => (string)entry!["activityId"]!)];
}
