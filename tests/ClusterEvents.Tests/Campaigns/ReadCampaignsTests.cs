using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Campaigns;

public sealed class ReadCampaignsTests(ReadCampaignsTests.App app) : IClassFixture<ReadCampaignsTests.App>
{
    [Fact]
    public async Task Campaigns_are_listed_by_name_as_Vietnamese_sorts()
    {
        var list = (await app.GetAsync("/v1/campaigns")).Expect(HttpStatusCode.OK).Json.AsArray();

        Assert.Equal(["dan-van-kheo-2021", "den-on-dap-nghia-2022", Scenarios.Campaign],
            list.Select(campaign => (string)campaign!["campaignId"]!));
    }

    [Fact]
    public async Task A_campaign_is_shown_with_its_period_its_form_its_cluster_and_its_timeline()
    {
        var campaign = (await app.GetAsync($"/v1/campaigns/{Scenarios.Campaign}")).Expect(HttpStatusCode.OK).Json;

        Assert.True(JsonNode.DeepEquals(campaign, new JsonObject
        {
            ["campaignId"] = Scenarios.Campaign,
            ["name"] = "Vì an ninh Tổ quốc",
            ["form"] = "Regular",
            ["period"] = new JsonObject { ["from"] = "2022-01-01", ["to"] = "2022-12-31" },
            ["launcher"] = new JsonObject { ["name"] = "Bộ Công an" },
            ["clusterId"] = Scenarios.Cluster,
            ["concluded"] = false,
            ["conclusions"] = new JsonArray(),
            ["openDrives"] = new JsonArray("Đợt 1"),
            ["timeline"] = $"/v1/timelines/campaigns/{Scenarios.Campaign}",
        }), campaign.ToJsonString());
    }

    [Fact]
    public async Task The_timeline_that_a_campaign_names_is_there()
    {
        var campaign = (await app.GetAsync($"/v1/campaigns/{Scenarios.Campaign}")).Json;

        var newest = await app.TimelineAsync($"campaigns/{Scenarios.Campaign}");
        var named = await app.GetAsync((string)campaign["timeline"]!);

        Assert.Equal(newest.Text, named.Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_concluded_campaign_is_listed_as_concluded_with_its_day()
    {
        var list = (await app.GetAsync("/v1/campaigns")).Expect(HttpStatusCode.OK).Json.AsArray();

        Assert.Equal([(true, "2021-12-20"), (false, null), (false, null)],
            list.Select(campaign => ((bool)campaign!["concluded"]!, (string?)campaign["concludedOn"])));
    }

    [Theory]
    [InlineData("/v1/campaigns/vi-an-ninh-to-quoc-1999")]
    [InlineData("/v1/campaigns/Not%20a%20key")]
    public async Task An_unknown_campaign_is_not_found(string path) =>
        (await app.GetAsync(path)).Refused(HttpStatusCode.NotFound, "unknown-campaign");

    /// <summary>Three editions: one with an open drive, one concluded.</summary>
    public sealed class App : EstablishedApp
    {
        protected override async Task ArrangeAsync()
        {
            await LaunchAsync("Đền ơn đáp nghĩa", 2022);
            await LaunchAsync("Dân vận khéo", 2021);
            (await this.PostAsync("/v1/campaigns/dan-van-kheo-2021/conclusion", Dated("2021-12-20", [])))
                .Expect(HttpStatusCode.Created);
            (await this.PostAsync($"/v1/campaigns/{Scenarios.Campaign}/drives", Dated("2022-02-01", new()
            {
                ["name"] = "Đợt 1",
                ["from"] = "2022-02-01",
                ["to"] = "2022-03-31",
            }))).Expect(HttpStatusCode.Created);
        }

        private async Task LaunchAsync(string name, int year) =>
            (await this.PostAsync("/v1/campaigns", Dated($"{year}-01-01", new()
            {
                ["name"] = name,
                ["form"] = "Thematic",
                ["period"] = new JsonObject { ["from"] = $"{year}-01-01", ["to"] = $"{year}-12-31" },
                ["launcher"] = new JsonObject { ["name"] = "Bộ Công an" },
            }))).Expect(HttpStatusCode.Created);

        private static JsonObject Dated(string day, JsonObject fields)
        {
            fields["occurredOn"] = day;
            fields["scope"] = "Cluster";
            fields["clusterId"] = Scenarios.Cluster;
            return fields;
        }
    }
}
