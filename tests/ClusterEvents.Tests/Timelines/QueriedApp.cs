using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Tests.Timelines;

/// <summary>Cần Thơ has five entries on five days of May 2021 and 2022, and its joining in 2020.</summary>
public sealed class QueriedApp : EstablishedApp
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
