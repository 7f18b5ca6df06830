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
        await using var window = await OpenWindowAsync(app);
        await using (var transaction = await window.BeginTransactionAsync(TestApp.Cancel))
        {
            // It takes a position that nobody else can fill, and stays open.
            await TakePositionAsync(window);
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
        await Eventually.FindAsync(() => holders.FindAsync(TestApp.Cancel), found => found.Count == 0);
    }

    /// <summary>Otherwise it looks as if the database did not answer.</summary>
    [Fact]
    public async Task Whoever_locks_a_table_for_which_the_program_waits_is_named()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var holders = new TimelineHolders(app.Database);
        Assert.Empty(await holders.BlockingAsync(TestApp.Cancel));
        await using var window = await OpenWindowAsync(app);
        await using var transaction = await window.BeginTransactionAsync(TestApp.Cancel);
        await using (var taken = new NpgsqlCommand("lock table clusterevents.mt_streams", window, transaction))
            await taken.ExecuteNonQueryAsync(TestApp.Cancel);
        await using var query = app.Database.CreateCommand("select count(*) from clusterevents.mt_streams");
        var waiting = query.ExecuteScalarAsync(TestApp.Cancel);

        var holder = Assert.Single(await Eventually.FindAsync(
            () => holders.BlockingAsync(TestApp.Cancel), found => found.Count > 0));
        await transaction.RollbackAsync(TestApp.Cancel);
        await waiting;

        Assert.Equal((window.ProcessID, "query window"), (holder.ProcessId, holder.Program));
        Assert.StartsWith("The service waits for a lock of a transaction of query window (login clusterevents, "
            + "open since ", holder.AdviseOnLock(), StringComparison.Ordinal);
    }

    /// <summary>Timelines pass over a position that the log still waits for.</summary>
    [Fact]
    public async Task Whoever_has_taken_a_position_is_named_also_where_timelines_have_passed_it()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var holders = new TimelineHolders(app.Database, atLeast: TimeSpan.Zero);
        await using var window = await OpenWindowAsync(app);
        await using var transaction = await window.BeginTransactionAsync(TestApp.Cancel);
        await TakePositionAsync(window);

        Assert.Contains(await holders.FindAsync(TestApp.Cancel), one => one.Program == "query window");
        await transaction.RollbackAsync(TestApp.Cancel);
    }

    /// <summary>Rights are given back while the program runs, so it is an outage and no fault of the program.</summary>
    [Theory]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, "store-unreachable", HttpStatusCode.ServiceUnavailable)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, "store-unreachable", HttpStatusCode.ServiceUnavailable)]
    [InlineData(PostgresErrorCodes.UndefinedTable, "internal-error", HttpStatusCode.InternalServerError)]
    public async Task A_store_that_lacks_a_right_or_a_table_is_told_of_by_health(
        string state, string code, HttpStatusCode status)
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.RefuseInsertsAsync("clusterevents.mt_events", state);

        (await app.PostEventAsync(Scenarios.Flowers())).Refused(status, code);

        var health = (await app.GetAsync("/health/ready")).Json;
        Assert.Equal(("degraded", "failing"), ((string)health["status"]!, (string)health["recording"]!));
        Assert.Contains(state, (string)health["reason"]!, StringComparison.Ordinal);
    }

    /// <summary>Otherwise a client sends it again every two seconds, and nobody tells the operator.</summary>
    [Theory]
    [InlineData("vi", "Sổ lúc này chỉ đọc được, không ghi được;")]
    [InlineData("en", "The record can only be read for the moment, not written to;")]
    public async Task Whoever_records_is_told_that_the_store_only_reads(string language, string says)
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.RefuseInsertsAsync("clusterevents.mt_events", PostgresErrorCodes.ReadOnlySqlTransaction);

        var refused = (await app.PostEventAsync(Scenarios.Flowers(), ("Accept-Language", language)))
            .Refused(HttpStatusCode.ServiceUnavailable, "store-unreachable");

        Assert.StartsWith(says, (string)refused.Json["detail"]!, StringComparison.Ordinal);
    }

    /// <summary>Another program that is connected to the store.</summary>
    private static async Task<NpgsqlConnection> OpenWindowAsync(TestApp app)
    {
        var window = new NpgsqlConnection($"{app.ConnectionString};Application Name=query window;Pooling=false");
        await window.OpenAsync(TestApp.Cancel);
        return window;
    }

    /// <summary>Takes a position that nobody else can fill while the transaction of the connection is open.</summary>
    private static async Task TakePositionAsync(NpgsqlConnection window)
    {
        await using var taken = new NpgsqlCommand("select nextval('clusterevents.mt_events_sequence')", window);
        await taken.ExecuteScalarAsync(TestApp.Cancel);
    }
}
