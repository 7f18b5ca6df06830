using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Faults.Stands;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Tests.Recording.Shapes;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording.Appending;

public sealed class OutageTests : IAsyncLifetime
{
    private Forwarder _way = null!;
    private TestApp _app = null!;
    private string _direct = "";

    public async ValueTask InitializeAsync()
    {
        _direct = await Template.Established.CopyAsync();
        _way = new Forwarder(_direct);
        _app = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = _way.ConnectionString,
            // Expected errors would fill the log.
            ["Logging:LogLevel:Default"] = "None",
        });
        await _app.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _way.DisposeAsync();
    }

    [Fact]
    public async Task An_import_ends_with_an_error_if_the_database_becomes_unavailable()
    {
        var import = await _app.Get<ImportLock>().BeginAsync(TestApp.Cancel);
        await _way.CutAsync();

        await Assert.ThrowsAnyAsync<NpgsqlException>(import.HoldAsync);
        await import.DisposeAsync();

        _way.Mend();
        await using var next = await _app.Get<ImportLock>().BeginAsync(TestApp.Cancel);
        Assert.True(await _app.Get<ImportLock>().UnderWayAsync(TestApp.Cancel));
    }

    [Fact]
    public async Task While_the_database_is_unavailable_everything_reports_it_and_afterwards_all_continues()
    {
        var flowers = Scenarios.Flowers();
        await _way.CutAsync();

        foreach (var refused in new[]
                 {
                     await _app.PostEventAsync(flowers.DeepClone()),
                     await _app.PostEventAsync(new JsonArray(flowers.DeepClone())),
                     await _app.PostRawAsync("/v1/events", flowers.ToJsonString(), "application/x-ndjson"),
                     await _app.PostAsync("/v1/meetings", Scenarios.Meeting()),
                     await _app.GetAsync("/v1/timelines/cities/can-tho"),
                     await _app.GetAsync("/v1/timelines/cities/can-tho?atLeast=1000000"),
                     await _app.GetAsync("/v1/events"),
                     await _app.GetAsync("/v1/cities"),
                     await _app.GetAsync("/v1/streams/city/can-tho"),
                     await _app.GetAsync("/v1/activities/6f1d5c0e-8a54-5b0e-9c3a-2f0f4f9a7d21"),
                 })
        {
            refused.Refused(HttpStatusCode.ServiceUnavailable, "store-unreachable");
            Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter!.Delta);
        }

        var ready = (await _app.GetAsync("/health/ready")).Expect(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("unreachable", (string)ready.Json["store"]!);
        Assert.NotNull(ready.Headers.RetryAfter);
        (await _app.GetAsync("/health/live")).Expect(HttpStatusCode.OK);

        _way.Mend();
        var recorded = await EventuallyAsync(() => _app.PostEventAsync(flowers.DeepClone()), HttpStatusCode.Created);
        await EventuallyAsync(() => _app.GetAsync("/health/ready"), HttpStatusCode.OK);
        var timeline = await EventuallyAsync(
            () => _app.GetAsync($"/v1/timelines/cities/can-tho?atLeast={recorded.Position}"), HttpStatusCode.OK);
        Assert.Equal("FlowersOffered", timeline.Kinds[0]);
        Assert.Single(await _app.EventsAsync($"subject={recorded.Stream}"));
    }

    [Fact]
    public async Task An_append_that_is_cut_off_is_not_acknowledged_and_leaves_nothing_behind()
    {
        var flowers = Scenarios.Flowers();
        await using var database = NpgsqlDataSource.Create(_direct);
        Task<Answer> recording;
        await using (var connection = await database.OpenConnectionAsync(TestApp.Cancel))
        {
            // With this lock the append can read, but waits at its first row.
            await using var transaction = await connection.BeginTransactionAsync(TestApp.Cancel);
            await new NpgsqlCommand("lock table clusterevents.mt_events in share mode", connection)
                .ExecuteNonQueryAsync(TestApp.Cancel);
            recording = _app.PostEventAsync(flowers.DeepClone());
            await UntilOneWaitsAsync(database);
            await using var end = database.CreateCommand(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """);
            await end.ExecuteNonQueryAsync(TestApp.Cancel);
        }

        (await recording).Refused(HttpStatusCode.ServiceUnavailable, "store-unreachable");
        Assert.Empty(await _app.EventsAsync("type=clusterevents.flowers-offered.v1"));
        var again = await EventuallyAsync(() => _app.PostEventAsync(flowers.DeepClone()), HttpStatusCode.Created);
        Assert.False((bool)again.Json["duplicate"]!);
        Assert.Equal(1, (int)again.Json["version"]!);
    }

    private static async Task UntilOneWaitsAsync(NpgsqlDataSource database)
    {
        await using var waiting = database.CreateCommand(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """);
        while (await waiting.ExecuteScalarAsync(TestApp.Cancel) is 0L) TestApp.Cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Repeats the request until it gets this status.</summary>
    private static async Task<Answer> EventuallyAsync(Func<Task<Answer>> ask, HttpStatusCode status) =>
        (await Eventually.FindAsync(ask, answer => answer.Status == status)).Expect(status);
}
