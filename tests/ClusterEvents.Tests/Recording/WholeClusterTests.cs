using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class WholeClusterTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task What_the_whole_cluster_did_is_recorded_without_naming_any_city()
    {
        var recorded = (await app.PostAsync("/v1/community-activities", new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["clusterId"] = Scenarios.Cluster,
            ["scope"] = "Cluster",
            ["kind"] = "Trao quà",
        })).Expect(HttpStatusCode.Created);

        var activity = (await app.GetAsync($"/v1/activities/{recorded.Json["activityId"]}")).Json;
        Assert.Equal(["can-tho", "da-nang"], activity["cityIds"]!.AsArray().Select(city => (string)city!));
    }
}
