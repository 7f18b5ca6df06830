using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.EventStore.Appending;
using Xunit;

namespace ClusterEvents.Tests.EventStore;

/// <summary>The names of campaigns that an earlier version claimed without their owner are claimed on.</summary>
public sealed class ClaimUpgradeTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Claims_of_earlier_versions_are_rewritten_once()
    {
        await app.TamperAsync(
            """
            update clusterevents.claim set claim = 'CAMPAIGN 2022-01-01..2022-12-31 VÌ AN NINH TỔ QUỐC'
            where claim like 'CAMPAIGN-OF %: % VÌ AN NINH TỔ QUỐC'
            """);
        Assert.Equal(1, await CountAsync("CAMPAIGN %"));

        await app.Get<ClaimUpgrade>().PrepareAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, 1), (await CountAsync("CAMPAIGN %"), await CountAsync("CAMPAIGN-OF CUM-1-BCA: %")));
        var again = await LaunchAsync();
        again["campaignIds"] = new JsonArray("lan-nua");
        (await app.PostEventAsync(Scenarios.Event("campaign-launched", "campaign/lan-nua", again)))
            .Refused(HttpStatusCode.UnprocessableEntity, "campaign-already-launched");
    }

    [Fact]
    public async Task A_name_that_a_city_took_from_its_cluster_is_given_back()
    {
        const string key = "da-nang-vi-tre-tho";
        var own = await LaunchAsync();
        (own["scope"], own["name"], own["cityIds"]) = ("City", "Vì trẻ thơ", new JsonArray("da-nang"));
        own["campaignIds"] = new JsonArray(key);
        (await app.PostEventAsync(Scenarios.Event("campaign-launched", $"campaign/{key}", own.DeepClone().AsObject())))
            .Expect(HttpStatusCode.Created);
        await app.TamperAsync(
            """
            update clusterevents.claim set claim = replace(claim, ' IN DA-NANG:', ':')
            where claim like '% IN DA-NANG:%'
            """);
        Assert.Equal((1, 0), await OfClusterAndCityAsync());

        await app.Get<ClaimUpgrade>().PrepareAsync(TestContext.Current.CancellationToken);
        await app.Get<ClaimUpgrade>().PrepareAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, 1), await OfClusterAndCityAsync());
        own["campaignIds"] = new JsonArray("lan-nua");
        (await app.PostEventAsync(Scenarios.Event("campaign-launched", "campaign/lan-nua", own)))
            .Refused(HttpStatusCode.UnprocessableEntity, "campaign-already-launched");
    }

    private async Task<(int, int)> OfClusterAndCityAsync() =>
        (await CountAsync("CAMPAIGN-OF CUM-1-BCA: %TRẺ THƠ"), await CountAsync("% IN DA-NANG: %"));

    private async Task<JsonObject> LaunchAsync() => (JsonObject)(
        await app.GetAsync($"/v1/streams/campaign/{Scenarios.Campaign}")).Json["events"]![0]!["data"]!.DeepClone();

    private async Task<int> CountAsync(string like)
    {
        await using var query = app.Database.CreateCommand(
            "select count(*)::int from clusterevents.claim where claim like $1");
        query.Parameters.Add(new() { Value = like });
        return (int)(await query.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
