using System.Net;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Projection;
using JasperFx;
using JasperFx.Events.Daemon;
using Wolverine.Runtime;
using Xunit;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ClusterEvents.Tests.Hosting.Nodes;

/// <summary>Timelines that stopped for another reason than an event continue by themselves.</summary>
public sealed class DaemonRevivalTests
{
    [Fact]
    public async Task Timelines_continue_after_a_page_was_committed_without_confirmation()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var before = (await app.TimelineAsync("cities/can-tho")).Position;
        // A position without an event simulates a page whose commit was not confirmed.
        await using var passed = app.Database.CreateCommand(
            $"""
            update clusterevents.mt_event_progression
            set last_seq_id = (select nextval('clusterevents.mt_events_sequence'))
            where name = '{TimelineVersion.Current.Shard}' and last_seq_id = {before}
            """);
        Assert.Equal(1, await passed.ExecuteNonQueryAsync(TestApp.Cancel));

        var flowers = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        Assert.True(await app.Get<TimelineProgress>().ReachAsync(
            flowers.Position, TimeSpan.FromSeconds(60), TestApp.Cancel), "not shown");
        Assert.Contains("FlowersOffered", (await app.TimelineAsync("cities/can-tho")).Kinds);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Timelines_that_no_node_runs_are_started(string alone)
    {
        await using var app = TestApp.EstablishedWith(new() { ["Nodes:Single"] = alone });
        await app.InitializeAsync();
        await app.TimelineAsync("cities/can-tho");
        // Wolverine still believes that they are running.
        app.Get<IWolverineRuntime>().Agents.DisableHealthChecks();
        foreach (var daemon in await app.Get<IProjectionCoordinator>().AllDaemonsAsync())
            await daemon.StopAgentAsync(TimelineVersion.Current.Shard);

        var flowers = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        Assert.True(await app.Get<TimelineProgress>().ReachAsync(
            flowers.Position, TimeSpan.FromSeconds(90), TestApp.Cancel), "not shown");
    }

    [Fact]
    public async Task Timelines_continue_after_the_database_rejected_a_page_temporarily()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.TimelineAsync("cities/can-tho");
        await app.RefuseInsertsAsync(TimelineVersion.Current.Rows, "internal_error");
        var flowers = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        var stopped = await Eventually.FindAsync(AgentAsync, agent => agent?.Status == AgentStatus.Paused);
        Assert.Equal((AgentStatus.Paused, false), (stopped!.Status, stopped.Failure!.IsTransient));
        await app.TakeInsertsAsync(TimelineVersion.Current.Rows);

        Assert.True(await app.Get<TimelineProgress>().ReachAsync(
            flowers.Position, TimeSpan.FromSeconds(60), TestApp.Cancel), "not shown");
        Assert.Contains("FlowersOffered", (await app.TimelineAsync("cities/can-tho")).Kinds);

        async Task<ISubscriptionAgent?> AgentAsync() =>
            (await app.Get<IProjectionCoordinator>().AllDaemonsAsync()).SelectMany(daemon => daemon.CurrentAgents())
            .SingleOrDefault(agent => agent.Name.Identity == TimelineVersion.Current.Shard);
    }
}
