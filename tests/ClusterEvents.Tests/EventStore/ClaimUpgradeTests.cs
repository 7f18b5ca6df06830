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
            where claim like 'CAMPAIGN-OF %'
            """);
        Assert.Equal(1, await CountAsync("CAMPAIGN %"));

        await app.Get<ClaimUpgrade>().PrepareAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, 1), (await CountAsync("CAMPAIGN %"), await CountAsync("CAMPAIGN-OF CUM-1-BCA: %")));
        var again = (JsonObject)(await app.GetAsync($"/v1/streams/campaign/{Scenarios.Campaign}")).Json["events"]![0]!["data"]!.DeepClone();
        again["campaignIds"] = new JsonArray("lan-nua");
        (await app.PostEventAsync(Scenarios.Event("campaign-launched", "campaign/lan-nua", again)))
            .Refused(HttpStatusCode.UnprocessableEntity, "campaign-already-launched");
    }

    private async Task<int> CountAsync(string like)
    {
        await using var query = app.Database.CreateCommand("select count(*)::int from clusterevents.claim where claim like $1");
        query.Parameters.Add(new() { Value = like });
        return (int)(await query.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
