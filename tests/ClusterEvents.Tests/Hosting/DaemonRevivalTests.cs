using System.Net;
using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using Xunit;

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
}
