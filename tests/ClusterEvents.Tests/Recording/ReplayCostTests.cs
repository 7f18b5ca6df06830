using System.Text.Json.Nodes;
using ClusterEvents.Recording;
using ClusterEvents.Tests.Timelines;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>A replay of a type that is rare does not read all of the record.</summary>
[Collection<OnManyDirectives>]
public sealed class ReplayCostTests(ListCostTests.App app)
{
    [Theory]
    [InlineData("member-joined.v1", 2, 50)]
    [InlineData("directive-issued.v1", 2_002, 10_000)]
    public async Task What_is_read_of_a_type_is_what_there_is_of_it(string type, int events, int mostBuffers)
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
