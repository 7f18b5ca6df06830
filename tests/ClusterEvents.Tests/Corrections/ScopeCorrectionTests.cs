using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>A corrected entry is on the timelines of its scope, like one recorded so.</summary>
[Collection<OnOwnEntries>]
public sealed class ScopeCorrectionTests(EstablishedApp app)
{
    [Fact]
    public async Task What_the_whole_cluster_did_stays_on_its_members()
    {
        var id = await FlowersAsync();

        (await app.CorrectAsync(id, ("cityIds", Members, null)))
            .Refused(HttpStatusCode.UnprocessableEntity, "cities-are-not-the-members");

        Assert.Contains(id, await app.IdsAsync("cities/can-tho"));
    }

    [Fact]
    public async Task What_becomes_the_whole_clusters_names_its_members()
    {
        var id = await MeetingAsync();

        var answer = (await app.CorrectAsync(id, ("scope", "City", "Cluster"), ("cityIds", Cities("can-tho"), null)))
            .Refused(HttpStatusCode.UnprocessableEntity, "cities-are-not-the-members");

        Assert.StartsWith("[\"can-tho\",\"da-nang\"", answer.ValueAt("cityIds", "cities"), StringComparison.Ordinal);
        Assert.Matches("this means Cần Thơ(,| and) Đà Nẵng", (string)answer.Json["detail"]!);
        (await app.CorrectAsync(id, ("scope", "City", "Cluster"), ("cityIds", Cities("can-tho"), Members)))
            .Expect(HttpStatusCode.Created);
        Assert.Contains(id, await app.IdsAsync("cities/da-nang"));
    }

    [Fact]
    public async Task What_is_about_one_city_stays_on_that_city()
    {
        var nominated = (await app.PostAsync("/v1/evaluations/nominations", new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["clusterId"] = Scenarios.Cluster,
            ["city"] = "can-tho",
            ["title"] = "Cờ thi đua của Chính phủ",
        })).Expect(HttpStatusCode.Created);
        var id = (string)nominated.Json["activityId"]!;

        Assert.Equal(["cityIds"], (await app.CorrectAsync(id, ("cityIds", Cities("can-tho"), null)))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());

        Assert.Contains(id, await app.IdsAsync("cities/can-tho"));
    }

    [Fact]
    public async Task What_becomes_the_campaigns_alone_leaves_its_cities()
    {
        var id = await FlowersAsync();

        Assert.Equal(["cityIds"], (await app.CorrectAsync(id, ("scope", "Cluster", "Campaign")))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());

        // Who took part is named by the tribute itself, so it cannot be the campaign's alone.
        Assert.Equal(["scope"], (await app.CorrectAsync(
                id, ("scope", "Cluster", "Campaign"), ("cityIds", Members, null)))
            .Refused(HttpStatusCode.UnprocessableEntity, "city-left-out").Fields());
        id = await GiftsAsync();
        (await app.CorrectAsync(id, ("scope", "Cluster", "Campaign"), ("cityIds", Members, null)))
            .Expect(HttpStatusCode.Created);
        Assert.DoesNotContain(id, await app.IdsAsync("cities/can-tho"));
        Assert.Contains(id, await app.IdsAsync($"campaigns/{Scenarios.Campaign}"));
    }

    [Fact]
    public async Task What_is_about_the_record_needs_no_cities()
    {
        var meeting = await app.GivenMeetingAsync();
        var attached = (await app.PostAsync($"/v1/streams/{meeting}/sources", new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["clusterId"] = Scenarios.Cluster,
            ["scope"] = "Cluster",
            ["title"] = "Bản tin",
        })).Expect(HttpStatusCode.Created);

        (await app.CorrectAsync((string)attached.Json["activityId"]!, ("title", "Bản tin", "Bài báo")))
            .Expect(HttpStatusCode.Created);
    }

    private static JsonArray Members => Cities("can-tho", "da-nang");

    private static JsonArray Cities(params string[] cities) =>
        new([.. cities.Select(city => JsonValue.Create(city))]);

    private async Task<string> FlowersAsync() =>
        (string)(await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created).Json["activityId"]!;

    private async Task<string> GiftsAsync() =>
        (string)(await app.PostAsync("/v1/community-activities", new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["clusterId"] = Scenarios.Cluster,
            ["scope"] = "Cluster",
            ["campaignIds"] = new JsonArray(Scenarios.Campaign),
            ["kind"] = "Tặng quà",
        })).Expect(HttpStatusCode.Created).Json["activityId"]!;

    private async Task<string> MeetingAsync() =>
        (string)(await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created)
            .Json["activityId"]!;
}
