using System.Text.Json.Nodes;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Tests.Timelines;
using Xunit;

namespace ClusterEvents.Tests.Exchange;

/// <summary>A replay of a rare type does not read all events.</summary>
[Collection<OnManyDirectives>]
public sealed class ReplayCostTests(ListCostTests.App app)
{
    [Theory]
    [InlineData("member-joined.v2", 2, 50)]
    [InlineData("directive-issued.v2", 2_002, 10_000)]
    public async Task A_replay_of_a_type_reads_only_events_of_that_type(string type, int events, int mostBuffers)
    {
        await using var explain = new EventReplay(app.Database).Command(
            "seq_id", new() { Types = [type] }, long.MaxValue);
        explain.CommandText =
            $"explain (analyze, buffers, format json) {explain.CommandText} order by seq_id limit 5000";

        var plan = JsonNode.Parse((string)(await explain.ExecuteScalarAsync(TestApp.Cancel))!)![0]!["Plan"]!;

        Assert.Equal(events, (int)plan["Actual Rows"]!);
        Assert.InRange((int)plan["Shared Hit Blocks"]! + (int)plan["Shared Read Blocks"]!, 0, mostBuffers);
    }
}
