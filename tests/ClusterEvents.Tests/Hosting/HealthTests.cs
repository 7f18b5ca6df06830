using System.Net;
using ClusterEvents.Tests.Recording;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

public sealed class HealthTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Ready_tells_of_the_store_and_how_far_each_projection_has_come()
    {
        var position = (await app.RecordedAsync(Samples.CommunityActivityHeld("healthy"))).Position;
        await app.TimelineAsync("cities/can-tho");

        var ready = (await app.GetAsync("/health/ready")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("ready", (string)ready["status"]!);
        Assert.Equal("reachable", (string)ready["store"]!);
        var projections = ready["projections"]!.AsArray().ToDictionary(one => (string)one!["name"]!, one => one!);
        Assert.Equal(["IntegrationEvents:All", "Timelines:All"], projections.Keys);
        var projection = projections["Timelines:All"];
        Assert.Equal(position, (long)projection["position"]!);
        Assert.Equal(0, (long)projection["lag"]!);
        Assert.False((bool)projection["stuck"]!);
    }
}
