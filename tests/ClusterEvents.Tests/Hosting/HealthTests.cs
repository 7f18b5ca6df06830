using System.Net;
using ClusterEvents.Auditing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Integrity.Defences;
using ClusterEvents.Hosting.Supervision;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Wolverine.Runtime;
using Wolverine.Runtime.Agents;
using Xunit;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ClusterEvents.Tests.Hosting;

public sealed class HealthTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Readiness_reports_the_database_and_the_progress_of_each_projection()
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
        var watch = new ProjectionWatch(app.Database, clock, [new(new TimelineVersion(99).Shard)]);

        var first = Assert.Single(
            await watch.LookAsync(TestApp.Cancel), projection => projection.Name == "TimelinesV99:All");
        clock.Advance(TimeSpan.FromSeconds(31));
        var later = Assert.Single(
            await watch.LookAsync(TestApp.Cancel), projection => projection.Name == "TimelinesV99:All");

        Assert.Equal((0, true, false), (first.Position, first.Lag > 0, first.Stuck));
        Assert.True(later.Stuck);
    }

    /// <summary>A first start makes the tables while it is looked at already.</summary>
    [Fact]
    public async Task Without_tables_there_are_no_projections_to_check_yet()
    {
        await using var empty = NpgsqlDataSource.Create(await TestStore.NewDatabaseAsync());
        var log = new LogRecorder<AbandonedProjections>();
        using var check = new AbandonedProjections(
            new ProjectionWatch(empty, TimeProvider.System, [new(TimelineVersion.Current.Shard)]),
            app.Get<IProjectionCoordinator>(), app.Get<IEventSubscriptionAgentFamily>(), app.Get<IWolverineRuntime>(),
            TimeProvider.System, log);

        await check.LookAsync(TestApp.Cancel);

        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_node_is_not_ready_while_timelines_are_stuck()
    {
        var ready = await AfterHalfAMinuteAsync(app.Database, new TimelineVersion(99));

        Assert.Equal((503, "stuck"), (ready.StatusCode, ready.Value!.Status));
    }

    [Fact]
    public async Task Stuck_webhooks_are_reported_and_the_node_stays_ready()
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
    public async Task A_log_that_is_not_sealed_is_reported_and_the_node_stays_ready()
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
    public async Task A_database_that_does_not_answer_is_reported_before_probes_time_out()
    {
        await using var other = new EstablishedApp();
        await other.InitializeAsync();
        await using var held = await HeldLock.OnTableAsync(other, "clusterevents.mt_event_progression");
        var clock = new FakeTimeProvider();
        var asked = Health.Ready(
            new DefaultHttpContext(), Look(other, other.Get<ProjectionWatch>(), other.Get<LogHealth>(), clock));
        Assert.False(asked.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, ((IStatusCodeHttpResult)await asked).StatusCode);
    }

    [Fact]
    public async Task A_database_without_room_is_reported_with_its_reason_until_it_records_again()
    {
        await using var full = new EstablishedApp();
        await full.InitializeAsync();
        var log = LogCollector.Of(full);
        await full.RefuseInsertsAsync("clusterevents.mt_events", "disk_full");

        for (var sent = 0; sent < 2; sent++)
            (await full.PostEventAsync(Scenarios.Flowers())).Refused(HttpStatusCode.ServiceUnavailable, "store-full");

        var failing = (await full.GetAsync("/health/ready")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("degraded", "failing"), ((string?)failing["status"], (string?)failing["recording"]));
        Assert.StartsWith("The disk of the database is full", (string?)failing["reason"], StringComparison.Ordinal);
        Assert.Single(log.Lines, line => line.Text.StartsWith("Nothing can be recorded:", StringComparison.Ordinal));

        await full.TakeInsertsAsync("clusterevents.mt_events");
        (await full.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        var working = (await full.GetAsync("/health/ready")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("working", (string?)null), ((string?)working["recording"], (string?)working["reason"]));
    }

    /// <summary>What makes an index takes such a lock, which readers do not meet.</summary>
    [Fact]
    public async Task Whoever_has_locked_what_recordings_alone_need_is_named()
    {
        await using var other = new EstablishedApp();
        await other.InitializeAsync();
        Task<Answer> recording;
        await using (var held = await HeldLock.ByAsync(
            other.Database, "lock table clusterevents.mt_events in share mode"))
        {
            recording = other.PostEventAsync(Scenarios.Flowers());
            other.Get<RecordingOutage>().Begin("It is not confirmed.");

            var health = (await Eventually.FindAsync(() => other.GetAsync("/health/ready"),
                ready => ready.Json["holders"]!.AsArray().Count > 0)).Expect(HttpStatusCode.OK).Json;

            Assert.Equal(("degraded", "failing"), ((string?)health["status"], (string?)health["recording"]));
            Assert.Equal(held.ProcessId, (int?)Assert.Single(health["holders"]!.AsArray())!["processId"]);
            Assert.StartsWith("The service waits for a lock of a transaction of ClusterEvents",
                (string?)health["reason"], StringComparison.Ordinal);
        }

        (await recording).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public void An_outage_is_one_line_in_the_log_however_its_reason_changes_and_counts_for_five_minutes()
    {
        var (clock, log) = (new FakeTimeProvider(), new LogRecorder<RecordingOutage>());
        var outage = new RecordingOutage(clock, log);

        outage.Begin("the disk is full");
        outage.Begin("the database does not answer");
        Assert.Equal("the database does not answer", outage.Reason);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(outage.Reason);
        outage.End();
        outage.End();

        Assert.Equal(
            ["Error: Nothing can be recorded: the disk is full", "Information: The store confirms recordings again"],
            log.Lines);
    }

    /// <summary>The answer of a node that has seen the same positions half a minute ago.</summary>
    private async Task<(int? StatusCode, Readiness? Value)> AfterHalfAMinuteAsync(
        NpgsqlDataSource database, TimelineVersion timelines)
    {
        var clock = new FakeTimeProvider();
        var watch = new ProjectionWatch(
            database, clock, [new(IntegrationEvents.Shard), new(timelines.Shard)]);
        var log = new LogHealth(database, app.Get<WitnessSettings>(), clock);
        await watch.LookAsync(TestApp.Cancel);
        await log.LookAsync(TestApp.Cancel);
        clock.Advance(TimeSpan.FromSeconds(31));
        var result = await Health.Ready(new DefaultHttpContext(), Look(app, watch, log, clock));
        return (((IStatusCodeHttpResult)result).StatusCode, (Readiness?)((IValueHttpResult)result).Value);
    }

    private static ReadinessLook Look(TestApp app, ProjectionWatch watch, LogHealth log, TimeProvider time) => new(
        app.Get<AppendQueue>(), app.Get<RecordingOutage>(), watch, new TimelineHolders(app.Database, TimeSpan.Zero),
        log, app.Get<DefenceWatch>(), app.Database, time);
}
