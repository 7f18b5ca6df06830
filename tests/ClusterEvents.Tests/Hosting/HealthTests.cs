using System.Net;
using ClusterEvents.Auditing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.Hosting;
using ClusterEvents.Recording;
using ClusterEvents.Tests.Recording;
using ClusterEvents.Timelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

public sealed class HealthTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Ready_tells_of_the_store_and_how_far_each_projection_has_come()
    {
        var position = (await app.GivenAsync(Samples.CommunityActivityHeld("healthy"))).Position;
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

    [Fact]
    public async Task A_node_is_not_ready_while_timelines_are_stuck()
    {
        var ready = await AfterHalfAMinuteAsync(app.Database, new TimelineVersion(99));

        Assert.Equal((503, "stuck"), (ready.StatusCode, ready.Value!.Status));
    }

    [Fact]
    public async Task Webhooks_that_are_stuck_are_told_of_and_keep_nobody_away()
    {
        await using var other = new EstablishedApp();
        await other.InitializeAsync();
        await Eventually.FindAsync(
            () => other.Get<ProjectionWatch>().LookAsync(TestApp.Cancel), all => all.All(one => one.Lag == 0));
        await using var back = other.Database.CreateCommand(
            "update clusterevents.mt_event_progression set last_seq_id = 0 where name = 'IntegrationEvents:All'");
        await back.ExecuteNonQueryAsync(TestApp.Cancel);

        var ready = await AfterHalfAMinuteAsync(other.Database, TimelineVersion.Current);

        Assert.Equal((200, "degraded"), (ready.StatusCode, ready.Value!.Status));
        var stuck = Assert.Single(ready.Value.Projections, projection => projection.Stuck);
        Assert.Equal("IntegrationEvents:All", stuck.Name);
    }

    [Fact]
    public async Task A_log_that_nobody_seals_is_told_of_and_keeps_nobody_away()
    {
        await using var other = new EstablishedApp();
        await other.InitializeAsync();
        await other.Get<IEnumerable<IHostedService>>().OfType<Sealer>().Single().StopAsync(TestApp.Cancel);
        await other.GivenAsync(Samples.CommunityActivityHeld("unsealed"));
        await Eventually.FindAsync(
            () => other.Get<ProjectionWatch>().LookAsync(TestApp.Cancel), all => all.All(one => one.Lag == 0));

        var ready = await AfterHalfAMinuteAsync(other.Database, TimelineVersion.Current);

        Assert.Equal((200, "degraded"), (ready.StatusCode, ready.Value!.Status));
        Assert.True(ready.Value.Log!.Stuck);
        Assert.DoesNotContain(ready.Value.Projections, projection => projection.Stuck);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_told_of_before_whoever_asks_gives_up()
    {
        await using var other = new EstablishedApp();
        await other.InitializeAsync();
        await using var held = await HeldTable.LockAsync(other, "clusterevents.mt_event_progression");
        var clock = new FakeTimeProvider();
        var asked = Health.Ready(new DefaultHttpContext(), other.Get<RecordingDoor>(), other.Get<ProjectionWatch>(),
            other.Get<LogHealth>(), clock);
        Assert.False(asked.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, ((IStatusCodeHttpResult)await asked).StatusCode);
    }

    /// <summary>What a node answers that has looked at the same store half a minute ago.</summary>
    private async Task<(int? StatusCode, Readiness? Value)> AfterHalfAMinuteAsync(
        NpgsqlDataSource database, TimelineVersion timelines)
    {
        var clock = new FakeTimeProvider();
        var watch = new ProjectionWatch(database, clock, timelines);
        var log = new LogHealth(database, app.Get<WitnessSettings>(), clock);
        await watch.LookAsync(TestApp.Cancel);
        await log.LookAsync(TestApp.Cancel);
        clock.Advance(TimeSpan.FromSeconds(31));
        var result = await Health.Ready(new DefaultHttpContext(), app.Get<RecordingDoor>(), watch, log, clock);
        return (((IStatusCodeHttpResult)result).StatusCode, (Readiness?)((IValueHttpResult)result).Value);
    }
}
