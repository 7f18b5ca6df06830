using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class RepetitionTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task A_CloudEvent_sent_twice_is_recorded_once_and_answered_with_the_first_result()
    {
        var flowers = Scenarios.Flowers();

        var first = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);
        var second = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

        Assert.False((bool)first.Json["duplicate"]!);
        Assert.True((bool)second.Json["duplicate"]!);
        foreach (var field in new[] { "activityId", "stream", "version", "position" })
            Assert.Equal(first.Json[field]!.ToJsonString(), second.Json[field]!.ToJsonString());
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Single(await app.EventsAsync($"subject={first.Stream}"));
    }

    [Theory]
    [InlineData("place", "\"Một nơi khác\"")]
    [InlineData("occurredOn", "\"2022-07-28\"")]
    [InlineData("participants", "[\"can-tho\"]")]
    [InlineData("dayPart", "null")]
    [InlineData("campaignIds", "null")]
    public async Task Other_content_under_a_recorded_id_is_refused_and_changes_nothing(string field, string value)
    {
        var flowers = Scenarios.Flowers();
        var first = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);
        flowers["data"]![field] = JsonNode.Parse(value);

        var second = await app.PostEventAsync(flowers);

        second.Refused(HttpStatusCode.Conflict, "recorded-with-other-content");
        Assert.Single(await app.EventsAsync($"subject={first.Stream}"));
    }

    [Fact]
    public async Task The_same_id_for_another_kind_or_stream_is_other_content()
    {
        var flowers = Scenarios.Flowers();
        (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);
        var incense = flowers.DeepClone();
        incense["type"] = "clusterevents.incense-offered.v1";
        var elsewhere = flowers.DeepClone();
        elsewhere["subject"] = "ceremony/elsewhere";

        (await app.PostEventAsync(incense)).Refused(HttpStatusCode.Conflict, "recorded-with-other-content");
        (await app.PostEventAsync(elsewhere)).Refused(HttpStatusCode.Conflict, "recorded-with-other-content");
        Assert.Equal(0, await app.VersionAsync("ceremony/elsewhere"));
    }

    [Fact]
    public async Task Another_campaign_named_on_a_campaigns_stream_is_other_content()
    {
        await app.GivenAsync(Samples.CampaignLaunched("first-2022"), Samples.CampaignLaunched("second-2022"));
        var priorities = Samples.PrioritiesSet("first-2022");
        (await app.PostEventAsync(priorities.CloudEvent("priorities"))).Expect(HttpStatusCode.Created);

        var other = await app.PostEventAsync(
            priorities.With("campaignIds", new JsonArray("second-2022")).CloudEvent("priorities"));

        other.Refused(HttpStatusCode.Conflict, "recorded-with-other-content");
    }

    [Fact]
    public async Task The_same_id_of_another_source_is_another_recording()
    {
        var flowers = Scenarios.Flowers("shared-id");
        var first = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);
        flowers["source"] = "/tests/elsewhere";

        var second = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

        Assert.False((bool)second.Json["duplicate"]!);
        Assert.NotEqual((string)first.Json["activityId"]!, (string)second.Json["activityId"]!);
    }

    [Fact]
    public async Task Fields_that_the_server_filled_in_make_no_difference()
    {
        var flowers = Scenarios.Flowers();
        var data = flowers["data"]!.AsObject();
        data.Remove("clusterId");
        (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);
        data["clusterId"] = Scenarios.Cluster;
        data["cityIds"] = new JsonArray("can-tho", "da-nang");

        var filled = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

        Assert.True((bool)filled.Json["duplicate"]!);
    }

    [Fact]
    public async Task The_order_of_the_members_of_a_whole_cluster_is_no_difference()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!["cityIds"] = new JsonArray("da-nang", "can-tho");
        (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

        Assert.True((bool)(await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created).Json["duplicate"]!);
    }

    [Fact]
    public async Task A_campaign_named_twice_is_the_same_when_it_is_sent_again()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!["campaignIds"] = new JsonArray(Scenarios.Campaign, Scenarios.Campaign);
        var first = (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

        Assert.True((bool)(await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created).Json["duplicate"]!);
        var stored = Assert.Single(await app.EventsAsync($"subject={first.Stream}"));
        Assert.Equal([Scenarios.Campaign], stored["data"]!["campaignIds"]!.AsArray().Select(id => (string?)id));
    }

    [Fact]
    public async Task Everything_exported_is_a_duplicate_where_it_came_from_and_new_where_it_is_not()
    {
        await app.GivenAsync([.. Samples.All]);
        await using var empty = new TestApp();
        await empty.InitializeAsync();
        var export = (await app.GetAsync("/v1/events")).Expect(HttpStatusCode.OK).Text;

        var here = await ResultsAsync(app, export);
        var there = await ResultsAsync(empty, export);

        Assert.True(here.Length > Samples.All.Count);
        Assert.All(here, line => Assert.True(line["duplicate"]?.GetValue<bool>(), line.ToJsonString()));
        Assert.All(there, line => Assert.False(line["duplicate"]?.GetValue<bool>() ?? true, line.ToJsonString()));
        Assert.Equal(Data(export), Data((await empty.GetAsync("/v1/events")).Expect(HttpStatusCode.OK).Text));
    }

    private static async Task<JsonNode[]> ResultsAsync(TestApp app, string lines) =>
    [
        .. (await app.PostRawAsync("/v1/events", lines, "application/x-ndjson")).Expect(HttpStatusCode.OK).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!),
    ];

    private static string[] Data(string export) =>
    [
        .. export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            .Select(line => $"{line["id"]} {line["subject"]} {line["type"]} {line["data"]!.ToJsonString()}"),
    ];
}
