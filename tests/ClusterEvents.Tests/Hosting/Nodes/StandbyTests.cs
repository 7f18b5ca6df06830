using System.Collections.Concurrent;
using System.Net;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.Faults.Stands;
using ClusterEvents.Hosting.Supervision;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Projection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Nodes;

/// <summary>Failover: the primary dies while clients write, and the standby takes over.</summary>
public sealed class StandbyTests
{
    private const int Enough = 100;

    [Fact]
    public async Task After_a_promotion_the_same_process_goes_on_and_nothing_acknowledged_is_lost()
    {
        await using var pair = await StandbyPair.StartAsync();
        await using var app = await StartedAsync(pair);
        var acknowledged = new ConcurrentDictionary<string, string>();

        var writing = Enumerable.Range(0, 8).Select(client => WriteAsync(app, client, acknowledged)).ToArray();
        await Eventually.FindAsync(() => Task.FromResult(acknowledged.Count), count => count >= Enough);
        await pair.FailOverAsync();
        var before = acknowledged.Count;
        await Eventually.FindAsync(() => Task.FromResult(acknowledged.Count), count => count >= before + Enough);
        acknowledged["end"] = "";
        await Task.WhenAll(writing);

        // A connection to the lost primary that nobody has used since is one more 503, after which a client asks again.
        await Eventually.FindAsync(
            () => app.GetAsync("/v1/events?city=can-tho"), read => read.Status == HttpStatusCode.OK);
        var recorded = (await app.EventsAsync("city=can-tho")).Where(e => (string?)e["source"] == "/tests")
            .Where(e => ((string)e["type"]!).Contains("flowers", StringComparison.Ordinal)).ToArray();
        acknowledged.TryRemove("end", out _);
        Assert.Equal(acknowledged.Keys.Order(), recorded.Select(e => (string)e["id"]!).Order());
        await Eventually.FindAsync(() => CountAsync(app), count => count == recorded.Length);
        var verified = (await app.PostAsync("/v1/audit/verifications", new { }))
            .Expect(HttpStatusCode.Created).Json["report"]!;
        Assert.Empty(verified["findings"]!.AsArray().Select(finding => finding!.ToJsonString()));
    }

    [Fact]
    public async Task Pages_come_from_the_standby_unless_it_has_not_reached_the_position()
    {
        await using var pair = await StandbyPair.StartAsync();
        await using var app = await StartedAsync(pair);
        var before = (await app.TimelineAsync("cities/can-tho")).Position;
        await Eventually.FindAsync(() => PositionAsync(app), position => position == before);

        await pair.ReplayAsync(paused: true);
        var recorded = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created).Position;
        Assert.Equal(recorded, await PositionAsync(app, $"?atLeast={recorded}"));
        Assert.Equal(recorded, await PositionAsync(app, $"?knownAt={recorded}"));
        Assert.Equal(before, await PositionAsync(app));
        Assert.Equal(before, await PositionAsync(app, $"?knownAt={before}"));
        // A page is kept for the position that the primary had, so it must be the page of that position.
        var page = (await app.GetAsync("/en/cities/can-tho")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains($"Read up to position {recorded}.", page, StringComparison.Ordinal);

        await pair.ReplayAsync(paused: false);
        await Eventually.FindAsync(() => PositionAsync(app), position => position == recorded);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_that_the_standby_does_not_have_however_long_it_is_unavailable()
    {
        await using var pair = await StandbyPair.StartAsync();
        await using var app = await StartedAsync(pair, "Command Timeout=8");
        await pair.LoseStandbyAsync();

        var waiting = app.PostEventAsync(Scenarios.Flowers());
        // Longer than the command timeout: a cancelled commit counts as done, with a warning that nobody reads. Also
        // longer than what makes the whole store count as waiting.
        await Eventually.FindAsync(pair.WaitedAsync, seconds => seconds > 12);
        Assert.False(waiting.IsCompleted, waiting.IsCompleted ? (await waiting).Text : "");
        var health = await Eventually.FindAsync(
            () => app.GetAsync("/health/ready"), ready => (string?)ready.Json["recording"] == "waiting");
        Assert.Equal("degraded", (string?)health.Expect(HttpStatusCode.OK).Json["status"]);
        // Timelines do not advance on any node; reporting them as stuck would make all nodes unready.
        Assert.False(await IsStuckAsync(app));
        Assert.StartsWith("It waits for a synchronous standby:", await app.Get<UnconfirmedRecording>().WhyAsync(),
            StringComparison.Ordinal);

        await pair.GoOnAloneAsync();
        (await waiting).Expect(HttpStatusCode.Created);
        // Another commit may still be waiting for the standby that is given up.
        await Eventually.FindAsync(() => IsStuckAsync(app), stuck => stuck);
    }

    [Fact]
    public async Task A_host_that_only_reads_until_it_is_promoted_is_one_outage_that_ends_by_itself()
    {
        await using var pair = await StandbyPair.StartAsync();
        await using var way = new Forwarder(pair.First);
        await using var app = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = way.ConnectionString,
            ["Logging:LogLevel:Default"] = "None",
        });
        await app.InitializeAsync();
        await app.GivenEstablishedClusterAsync();
        await app.TimelineAsync("cities/can-tho");
        var log = LogCollector.Of(app);

        way.Target = new NpgsqlConnectionStringBuilder(pair.Second).Port;
        pair.LosePrimary();
        var health = await Eventually.FindAsync(() => app.GetAsync("/health/ready"),
            ready => ready.Status == HttpStatusCode.OK
                && (string?)ready.Json["reason"] is { } reason
                    && reason.StartsWith("The database only reads", StringComparison.Ordinal));
        Assert.Equal(("degraded", "failing"),
            ((string?)health.Json["status"], (string?)health.Expect(HttpStatusCode.OK).Json["recording"]));
        var refused = await Eventually.FindAsync(() => app.PostEventAsync(Scenarios.Flowers()),
            answer => answer.Text.Contains("store-only-reads", StringComparison.Ordinal));
        refused.Refused(HttpStatusCode.ServiceUnavailable, "store-unreachable");
        // Each look is longer than a poll of the daemon; projections stand paused.
        foreach (var _ in Enumerable.Range(0, 3)) await app.Get<HealthWatch>().LookAsync(TestApp.Cancel);
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains("continue", StringComparison.Ordinal));
        var doctor = await CommandRun.OfAsync(pair.Second, "doctor");
        Assert.Equal(1, doctor.ExitCode);
        Assert.Equal("writes: The database only reads (it is a standby, or in recovery). Name the primary, or both "
            + "hosts of a pair.", doctor.Lines[0]);

        await pair.PromoteAsync();
        var flowers = await Eventually.FindAsync(
            () => app.PostEventAsync(Scenarios.Flowers()), answer => answer.Status == HttpStatusCode.Created);
        var shown = await app.Get<TimelineProgress>().ReachAsync(
            flowers.Expect(HttpStatusCode.Created).Position, TimeSpan.FromSeconds(60), TestApp.Cancel);
        Assert.True(shown, (await app.GetAsync("/health/ready")).Text);
        await app.Get<HealthWatch>().LookAsync(TestApp.Cancel);

        Assert.Single(log.Lines, line => line.Text.StartsWith("The store can be used again", StringComparison.Ordinal));
        Assert.InRange(await ListeningAsync(app), 0, 1);
    }

    [Fact]
    public async Task Nothing_stays_open_where_the_daemon_cannot_listen()
    {
        await using var pair = await StandbyPair.StartAsync();
        await using var database = NpgsqlDataSource.Create($"{pair.Second};Maximum Pool Size=2;Timeout=2");
        using var wakeup = new DaemonWakeup(database);

        for (var poll = 0; poll < 5; poll++) await wakeup.WaitAsync(TimeSpan.FromMilliseconds(1), TestApp.Cancel);

        await using var both = await database.OpenConnectionAsync(TestApp.Cancel);
        await using var another = await database.OpenConnectionAsync(TestApp.Cancel);
        await another.CloseAsync();
        await pair.FailOverAsync();
        var woken = wakeup.WaitAsync(TimeSpan.FromMinutes(2), TestApp.Cancel);
        await using var notify = new NpgsqlCommand($"notify {DaemonNotifier.Channel}", both);
        await Eventually.FindAsync(async () =>
        {
            await notify.ExecuteNonQueryAsync(TestApp.Cancel);
            return woken.IsCompleted;
        }, done => done);
        Assert.True(woken.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Doctor_finds_no_fault_in_a_pair_whose_standby_comes_first()
    {
        await using var pair = await StandbyPair.StartAsync();
        await using (var app = await StartedAsync(pair)) await app.TimelineAsync("cities/can-tho");

        var doctor = await CommandRun.OfAsync(
            pair.ConnectionString, "doctor", $"--ConnectionStrings:Reads={pair.ConnectionString}");

        Assert.True(doctor.ExitCode == 0, doctor.Output + doctor.Errors);
    }

    /// <summary>The sessions of the program that listen for appended events, or tried to.</summary>
    private static async Task<long> ListeningAsync(TestApp app)
    {
        await using var query = app.Database.CreateCommand(
            "select count(*) from pg_stat_activity where lower(query) = $1");
        query.Parameters.Add(new() { Value = $"listen {DaemonNotifier.Channel}" });
        return (long)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    /// <summary>Whether a projection that never advances is reported as stuck after half a minute.</summary>
    private static async Task<bool> IsStuckAsync(TestApp app)
    {
        var clock = new FakeTimeProvider();
        var watch = new ProjectionWatch(app.Database, clock, [new(new TimelineVersion(99).Shard)]);
        await watch.LookAsync(TestApp.Cancel);
        clock.Advance(TimeSpan.FromSeconds(31));
        return (await watch.LookAsync(TestApp.Cancel)).Single(one => one.Name == "TimelinesV99:All").Stuck;
    }

    private static async Task<long> PositionAsync(TestApp app, string query = "") =>
        (await app.GetAsync($"/v1/timelines/cities/can-tho{query}")).Expect(HttpStatusCode.OK).Position;

    private static async Task<TestApp> StartedAsync(StandbyPair pair, string settings = "")
    {
        var app = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = $"{pair.ConnectionString};{settings}",
            ["ConnectionStrings:Reads"] = pair.ConnectionString,
            // Expected errors would fill the log.
            ["Logging:LogLevel:Default"] = "None",
        });
        await app.InitializeAsync();
        await app.GivenEstablishedClusterAsync();
        return app;
    }

    /// <summary>
    /// Records sequentially and repeats each request until it is acknowledged, as a client does after 503.
    /// </summary>
    private static async Task WriteAsync(TestApp app, int client, ConcurrentDictionary<string, string> acknowledged)
    {
        for (var n = 0; !acknowledged.ContainsKey("end"); n++)
        {
            var flowers = Scenarios.Flowers($"of-{client}-{n}");
            Answer answer;
            do answer = await app.PostEventAsync(flowers.DeepClone());
            while (answer.Status == HttpStatusCode.ServiceUnavailable);
            acknowledged[$"of-{client}-{n}"] = (string)answer.Expect(HttpStatusCode.Created).Json["activityId"]!;
        }
    }

    private static async Task<long> CountAsync(TestApp app)
    {
        var summary = await app.GetAsync("/v1/timelines/cities/can-tho/summary?kind=FlowersOffered");
        return summary.Status == HttpStatusCode.OK ? (long)summary.Json["total"]! : 0;
    }
}
