using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>
/// What ends a membership, a city or an edition is recorded although entries of later days are on record, and names
/// them: they can be put right only once the end is known.
/// </summary>
public sealed class ContradictionTests : IAsyncLifetime
{
    private readonly EstablishedApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_departure_names_the_entries_of_later_days_that_name_the_city()
    {
        var before = await HeldAsync("2022-08-31");
        var later = await HeldAsync("2022-09-05");
        await HeldAsync("2022-09-06", city: "can-tho");

        var left = (await LeaveAsync("2022-09-01")).Expect(HttpStatusCode.Created).Json;

        var named = Assert.Single(left["contradicts"]!.AsArray())!;
        Assert.Equal((later, "CommunityActivityHeld", "2022-09-05"),
            ((string)named["activityId"]!, (string)named["kind"]!, (string)named["occurredOn"]!));
        Assert.Contains("Đà Nẵng", (string)named["reason"]!, StringComparison.Ordinal);

        // Both can be corrected in what is no contradiction, and the later one be put right.
        foreach (var entry in new[] { before, later })
            (await CorrectAsync(entry, "kind", "Hoạt động", "Hoạt động khác")).Expect(HttpStatusCode.Created);
        (await CorrectAsync(later, "occurredOn", "2022-09-05", "2022-08-30")).Expect(HttpStatusCode.Created);
        var departure = (string)left["activityId"]!;
        (await AgainAsync(departure, "retraction")).Expect(HttpStatusCode.Created);
        Assert.Null((await AgainAsync(departure, "reinstatement")).Expect(HttpStatusCode.Created).Json["contradicts"]);
    }

    [Fact]
    public async Task A_reinstatement_or_a_new_day_of_an_end_names_them_as_well()
    {
        var left = (string)(await LeaveAsync("2022-10-01")).Expect(HttpStatusCode.Created).Json["activityId"]!;
        var held = await HeldAsync("2022-09-05");

        var moved = await CorrectAsync(left, "effectiveOn", "2022-10-01", "2022-09-01");
        Assert.Equal(held, (string)moved.Expect(HttpStatusCode.Created).Json["contradicts"]![0]!["activityId"]!);
        Assert.Null((await AgainAsync(left, "retraction")).Expect(HttpStatusCode.Created).Json["contradicts"]);
        Assert.Equal(held, (string)(await AgainAsync(left, "reinstatement")).Expect(HttpStatusCode.Created)
            .Json["contradicts"]![0]!["activityId"]!);
    }

    [Fact]
    public async Task A_conclusion_names_what_belongs_to_the_edition_later()
    {
        await HeldAsync("2022-08-31", campaign: true);
        var later = await HeldAsync("2022-09-05", campaign: true);

        var concluded = await _app.PostAsync($"/v1/campaigns/{Scenarios.Campaign}/conclusion", new JsonObject
        {
            ["occurredOn"] = "2022-09-01",
            ["clusterId"] = Scenarios.Cluster,
            ["scope"] = "Campaign",
        });

        Assert.Equal(later, (string)Assert.Single(
            concluded.Expect(HttpStatusCode.Created).Json["contradicts"]!.AsArray())!["activityId"]!);
    }

    private async Task<string> HeldAsync(string day, string city = "da-nang", bool campaign = false) =>
        (string)(await _app.PostAsync("/v1/community-activities", new JsonObject
        {
            ["occurredOn"] = day,
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray(city),
            ["campaignIds"] = campaign ? new JsonArray(Scenarios.Campaign) : null,
            ["kind"] = "Hoạt động",
        })).Expect(HttpStatusCode.Created).Json["activityId"]!;

    private Task<Answer> LeaveAsync(string day) =>
        _app.PostAsync($"/v1/clusters/{Scenarios.Cluster}/departures", new JsonObject
        {
            ["occurredOn"] = day,
            ["unit"] = new JsonObject { ["name"] = "Công an thành phố Đà Nẵng" },
            ["cityId"] = "da-nang",
            ["effectiveOn"] = day,
        });

    private Task<Answer> CorrectAsync(string entry, string field, string old, string corrected) =>
        _app.PostAsync($"/v1/activities/{entry}/corrections", new JsonObject
        {
            ["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["old"] = old, ["new"] = corrected }),
            ["reason"] = "Ghi nhầm",
        });

    private Task<Answer> AgainAsync(string entry, string how) =>
        _app.PostAsync($"/v1/activities/{entry}/{how}", new JsonObject { ["reason"] = "Xem lại" });
}
