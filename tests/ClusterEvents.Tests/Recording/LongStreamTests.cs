using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Recording;
using Marten;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>What is read of a stream does not grow with it, where little of it is needed.</summary>
public sealed class LongStreamTests(LongStreamTests.App app) : IClassFixture<LongStreamTests.App>
{
    private const int Length = 2_000;

    [Theory]
    [InlineData("force_custom_plan")]
    [InlineData("force_generic_plan")]
    public async Task An_entry_and_what_corrects_it_are_found_without_its_stream(string planning)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestApp.Cancel);
        await using var prepare = new NpgsqlCommand(
            $"""
            set plan_cache_mode = {planning};
            prepare entry (uuid[]) as
              select data from clusterevents.mt_events where seq_id = any({EntryEvents.Positions("$1")}) order by seq_id
            """, connection);
        await prepare.ExecuteNonQueryAsync(TestApp.Cancel);
        await using var explain = new NpgsqlCommand(
            $"explain (analyze, buffers, format json) execute entry('{{{Priorities(7)}}}')", connection);
        var plan = JsonNode.Parse((string)(await explain.ExecuteScalarAsync(TestApp.Cancel))!)![0]!["Plan"]!;

        Assert.Equal(2, (int)plan["Actual Rows"]!);
        var buffers = (int)plan["Shared Hit Blocks"]! + (int)plan["Shared Read Blocks"]!;
        Assert.True(buffers <= 30, $"{buffers} buffers");
    }

    [Fact]
    public async Task Of_a_long_stream_only_what_makes_an_entry_is_read()
    {
        await using var session = app.Get<IDocumentStore>().QuerySession();

        var events = await EntryEvents.Of(session, Priorities(7)).ToListAsync(TestApp.Cancel);

        Assert.Equal(2, events.Count);
    }

    private static Guid Priorities(int number) => Identifiers.ActivityId("/tests", $"priorities-{number}");

    /// <summary>A campaign for which priorities were set again and again; those of one time were corrected.</summary>
    public sealed class App : EstablishedApp
    {
        protected override async Task ArrangeAsync()
        {
            await base.ArrangeAsync();
            var lines = Enumerable.Range(0, Length).Select(number => Scenarios.Event(
                "priorities-set", $"campaign/{Scenarios.Campaign}", new JsonObject
                {
                    ["occurredOn"] = Scenarios.Today,
                    ["clusterId"] = Scenarios.Cluster,
                    ["scope"] = "Cluster",
                    ["items"] = new JsonArray($"Ưu tiên {number}"),
                    ["horizon"] = "Năm 2022",
                }, $"priorities-{number}").ToJsonString());
            (await PostRawAsync("/v1/events", string.Join('\n', lines), "application/x-ndjson"))
                .Expect(HttpStatusCode.OK);
            await CorrectAsync(Priorities(7));
        }

        internal async Task CorrectAsync(Guid id) =>
            (await this.PostAsync($"/v1/activities/{id}/corrections", new JsonObject
            {
                ["changes"] = new JsonArray(new JsonObject
                {
                    ["field"] = "horizon",
                    ["old"] = "Năm 2022",
                    ["new"] = "Quý III",
                }),
                ["reason"] = "Ghi nhầm",
            })).Expect(HttpStatusCode.Created);
    }
}
