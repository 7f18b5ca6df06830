using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Tests.Targets;
using Xunit;

namespace ClusterEvents.Tests.Views;

/// <summary>The cities of a campaign edition side by side.</summary>
public sealed class StandingTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Each_city_has_a_row_with_its_own_part_as_known_then()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-08-31", "can-tho", "da-nang");
        var target = await app.GivenTargetAsync();
        var before = (await app.FulfilAsync(directive)).Expect(HttpStatusCode.Created);
        (await app.FlagOverdueAsync(directive, "2022-09-01", "da-nang")).Expect(HttpStatusCode.Created);
        (await app.EndAsync(target, "met", "2022-12-05")).Expect(HttpStatusCode.Created);
        var last = (await app.PostAsync("/v1/evaluations/final-scores", new JsonObject
        {
            ["occurredOn"] = "2022-12-10",
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("can-tho"),
            ["campaignIds"] = new JsonArray(Scenarios.Campaign),
            ["city"] = "can-tho",
            ["sheetVersion"] = 1,
            ["points"] = "95.5",
            ["max"] = "100",
        })).Expect(HttpStatusCode.Created);
        await app.TimelineAsync($"campaigns/{Scenarios.Campaign}");

        var standing = await StandingAsync("");
        Assert.Equal(last.Position, (long)standing["position"]!);
        var (canTho, daNang) = (CityOf(standing, "can-tho"), CityOf(standing, "da-nang"));
        Assert.Equal((0, 0, 1), Directives(canTho));
        Assert.Equal((1, 1, 0), Directives(daNang));
        Assert.Equal((0, 1, 0), Targets(canTho));
        Assert.Equal((1, 0, 0), Targets(daNang));
        Assert.Equal("95.5", canTho["score"]!["points"]!.ToString());
        Assert.Null(daNang["score"]);
        Assert.Equal((long)canTho["entries"]!,
            canTho["months"]!.AsArray().Sum(month => (long)month!["entries"]!));

        var then = await StandingAsync($"?knownAt={before.Position}");
        Assert.Equal((1, 0, 0), Directives(CityOf(then, "da-nang")));
        Assert.Equal((1, 0, 0), Targets(CityOf(then, "can-tho")));
        Assert.Null(CityOf(then, "can-tho")["score"]);
    }

    [Theory]
    [InlineData("khong-co", "")]
    [InlineData("KHÔNG CÓ", "")]
    [InlineData(Scenarios.Campaign, "?knownAt=1")]
    public async Task An_edition_that_is_not_on_record_has_no_standing(string id, string query) =>
        (await app.GetAsync($"/v1/campaigns/{Uri.EscapeDataString(id)}/standing{query}"))
            .Expect(HttpStatusCode.NotFound);

    private async Task<JsonNode> StandingAsync(string query) =>
        (await app.GetAsync($"/v1/campaigns/{Scenarios.Campaign}/standing{query}")).Expect(HttpStatusCode.OK).Json;

    private static JsonNode CityOf(JsonNode standing, string city) =>
        standing["cities"]!.AsArray().Single(row => (string?)row!["cityId"] == city)!;

    private static (int, int, int) Directives(JsonNode city) => city["directives"] is var of
        ? ((int)of!["open"]!, (int)of["overdue"]!, (int)of["fulfilled"]!) : default;

    private static (int, int, int) Targets(JsonNode city) => city["targets"] is var of
        ? ((int)of!["running"]!, (int)of["met"]!, (int)of["missed"]!) : default;
}
