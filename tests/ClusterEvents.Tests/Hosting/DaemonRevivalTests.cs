using System.Net;
using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using JasperFx;
using JasperFx.Events.Daemon;
using Wolverine.Runtime;
using Xunit;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ClusterEvents.Tests.Hosting;

/// <summary>Timelines that were stopped by no event go on by themselves.</summary>
public sealed class DaemonRevivalTests
{
    [Fact]
    public async Task Timelines_go_on_where_a_page_was_committed_and_nobody_heard_of_it()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var before = (await app.TimelineAsync("cities/can-tho")).Position;
        // A position without an event stands for the page of which only the store knows that it was written.
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

    [Fact]
    public async Task Timelines_go_on_that_no_node_runs()
    {
        await using var app = TestApp.EstablishedWith(new() { ["Nodes:Single"] = "false" });
        await app.InitializeAsync();
        await app.TimelineAsync("cities/can-tho");
        // Wolverine goes on believing that they are run.
        app.Get<IWolverineRuntime>().Agents.DisableHealthChecks();
        foreach (var daemon in await app.Get<IProjectionCoordinator>().AllDaemonsAsync())
            await daemon.StopAgentAsync(TimelineVersion.Current.Shard);

        var flowers = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        Assert.True(await app.Get<TimelineProgress>().ReachAsync(
            flowers.Position, TimeSpan.FromSeconds(90), TestApp.Cancel), "not shown");
    }

    [Fact]
    public async Task Timelines_go_on_after_the_store_refused_a_page_for_a_reason_of_its_own()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.TimelineAsync("cities/can-tho");
        await ExecuteAsync(
            $"""
            create function clusterevents.refuse() returns trigger language plpgsql as
              $$ begin raise exception 'could not write' using errcode = 'internal_error'; end $$;
            create trigger refuse before insert on {TimelineVersion.Current.Rows}
              execute function clusterevents.refuse()
            """);
        var flowers = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        var stopped = await Eventually.FindAsync(AgentAsync, agent => agent?.Status == AgentStatus.Paused);
        Assert.Equal((AgentStatus.Paused, false), (stopped!.Status, stopped.Failure!.IsTransient));
        await ExecuteAsync($"drop trigger refuse on {TimelineVersion.Current.Rows}");

        Assert.True(await app.Get<TimelineProgress>().ReachAsync(
            flowers.Position, TimeSpan.FromSeconds(60), TestApp.Cancel), "not shown");
        Assert.Contains("FlowersOffered", (await app.TimelineAsync("cities/can-tho")).Kinds);

        async Task ExecuteAsync(string sql)
        {
            await using var command = app.Database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(TestApp.Cancel);
        }

        async Task<ISubscriptionAgent?> AgentAsync() =>
            (await app.Get<IProjectionCoordinator>().AllDaemonsAsync()).SelectMany(daemon => daemon.CurrentAgents())
            .SingleOrDefault(agent => agent.Name.Identity == TimelineVersion.Current.Shard);
    }
}
