using System.Text.Json.Nodes;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Tests.Timelines;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Directives;

/// <summary>The sweep after each import must not read every directive.</summary>
[Collection<OnManyDirectives>]
public sealed class SweepCostTests(ListCostTests.App app)
{
    private static readonly DateOnly Yesterday = new(2026, 1, 1);

    [Theory]
    [InlineData(0, 0, 500, 0)]
    [InlineData(0, 1, 100_000, 2_000)]
    [InlineData(1, 0, 500, 1)]
    public async Task On_the_same_day_a_sweep_reads_only_new_events(int positions, int days, int mostBuffers, int least)
    {
        var newest = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestApp.Cancel);
        await using var explain = new NpgsqlCommand(
            $"explain (analyze, buffers, format json) {StreamKeyQueries.DirectivesFallenDue}", connection);
        explain.Parameters.Add(new() { Value = newest - positions });
        explain.Parameters.Add(new() { Value = Yesterday.AddYears(-5 * days) });
        explain.Parameters.Add(new() { Value = Yesterday });

        var plan = JsonNode.Parse((string)(await explain.ExecuteScalarAsync(TestApp.Cancel))!)![0]!["Plan"]!;

        Assert.InRange((int)plan["Actual Rows"]!, least, int.MaxValue);
        Assert.InRange((int)plan["Shared Hit Blocks"]! + (int)plan["Shared Read Blocks"]!, 0, mostBuffers);
    }
}
