using System.Net;
using ClusterEvents.Hosting;
using ClusterEvents.Tests.Recording;
using ClusterEvents.Timelines;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
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
        Assert.Equal(["IntegrationEvents:All", TimelineVersion.Current.Shard], projections.Keys);
        var projection = projections[TimelineVersion.Current.Shard];
        Assert.Equal(position, (long)projection["position"]!);
        Assert.Equal(0, (long)projection["lag"]!);
        Assert.False((bool)projection["stuck"]!);
    }

    [Fact]
    public async Task A_projection_that_never_begins_is_stuck_after_half_a_minute()
    {
        var clock = new FakeTimeProvider();
        // No daemon writes the timelines of a version that no program has.
        var watch = new ProjectionWatch(app.Database, clock, new TimelineVersion(99));

        var first = Assert.Single(
            await watch.LookAsync(TestApp.Cancel), projection => projection.Name == "TimelinesV99:All");
        clock.Advance(TimeSpan.FromSeconds(31));
        var later = Assert.Single(
            await watch.LookAsync(TestApp.Cancel), projection => projection.Name == "TimelinesV99:All");

        Assert.Equal((0, true, false), (first.Position, first.Lag > 0, first.Stuck));
        Assert.True(later.Stuck);
    }
}
