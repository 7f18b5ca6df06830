using System.Net;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.Hosting.Supervision;
using ClusterEvents.Tests.Recording.Shapes;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Observability;

/// <summary>The gauges say what is so, and health names who holds timelines.</summary>
public sealed class HealthMetricsTests
{
    [Fact]
    public async Task Gauges_tell_of_a_log_that_is_not_sealed_and_of_recordings_that_fail_until_they_do_not()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        using var metrics = new PublishedMetrics(app);
        Assert.Equal([0], metrics.Gauge("clusterevents.recording.failing"));
        // Nothing is told before the first look.
        Assert.Empty(metrics.Gauge("clusterevents.sealing.waiting"));

        await app.Get<IEnumerable<IHostedService>>().OfType<Sealer>().Single().StopAsync(TestApp.Cancel);
        await app.GivenAsync(Samples.CommunityActivityHeld("unsealed"));
        await app.TimelineAsync("cities/can-tho");
        await app.Get<HealthWatch>().LookAsync(TestApp.Cancel);
        Assert.Equal([1], metrics.Gauge("clusterevents.sealing.waiting"));
        Assert.InRange(Assert.Single(metrics.Gauge("clusterevents.sealing.delay")), 0.001, 600);
        Assert.Equal([0], metrics.Gauge("clusterevents.store.unreachable"));
        Assert.Equal(2, metrics.Gauge("clusterevents.projection.waiting").Length);

        await app.RefuseInsertsAsync("clusterevents.mt_events", "disk_full");
        (await app.PostEventAsync(Scenarios.Flowers())).Refused(HttpStatusCode.ServiceUnavailable, "store-full");
        Assert.Equal([1], metrics.Gauge("clusterevents.recording.failing"));
        await app.TakeInsertsAsync("clusterevents.mt_events");
        (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        Assert.Equal([0], metrics.Gauge("clusterevents.recording.failing"));
    }

    [Fact]
    public async Task Whoever_holds_timelines_is_named_with_its_program_and_how_to_end_it()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var holders = new TimelineHolders(app.Database, atLeast: TimeSpan.Zero);
        await using var window =
            new NpgsqlConnection($"{app.ConnectionString};Application Name=query window;Pooling=false");
        await window.OpenAsync(TestApp.Cancel);
        await using (var transaction = await window.BeginTransactionAsync(TestApp.Cancel))
        {
            // It takes a position that nobody else can fill, and stays open.
            await using (var taken = new NpgsqlCommand(
                "select nextval('clusterevents.mt_events_sequence')", window, transaction))
                await taken.ExecuteScalarAsync(TestApp.Cancel);
            await app.GivenAsync(Samples.CommunityActivityHeld("held"));

            var holder = Assert.Single(await Eventually.FindAsync(
                () => holders.FindAsync(TestApp.Cancel), found => found.Any(one => one.Program == "query window")),
                one => one.Program == "query window");

            Assert.Equal("clusterevents", holder.Login);
            Assert.InRange(holder.Since!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-10),
                TimeProvider.System.GetUtcNow().AddSeconds(1));
            Assert.EndsWith($"run `select pg_terminate_backend({window.ProcessID})`.", holder.Advise(),
                StringComparison.Ordinal);
            await transaction.RollbackAsync(TestApp.Cancel);
        }

        (await app.TimelineAsync("cities/can-tho")).Expect(HttpStatusCode.OK);
        Assert.Empty(await Eventually.FindAsync(() => holders.FindAsync(TestApp.Cancel), found => found.Count == 0));
    }
}
