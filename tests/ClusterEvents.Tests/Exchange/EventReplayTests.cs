using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.EventStore.Reading;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Exchange;

/// <summary>The replay in pages: many small events, then a few large ones.</summary>
public sealed class EventReplayTests(EventReplayTests.App app) : IClassFixture<EventReplayTests.App>
{
    [Fact]
    public async Task Events_of_any_size_come_once_each_in_their_order()
    {
        var replay = app.Get<EventReplay>();

        var positions = new List<long>();
        await foreach (var one in replay.ReadAsync(new(), long.MaxValue, TestApp.Cancel)) positions.Add(one.Position);

        Assert.Equal(await replay.CountAsync(new(), long.MaxValue, TestApp.Cancel), positions.Count);
        Assert.Equal(positions.Order().Distinct(), positions);
        Assert.Equal(await replay.NewestAsync(TestApp.Cancel), positions[^1]);
    }

    [Fact]
    public async Task A_slow_reader_holds_no_connection()
    {
        await using var one = NpgsqlDataSource.Create($"{app.ConnectionString};Maximum Pool Size=1");
        var replay = new EventReplay(one);
        var left = await replay.CountAsync(new(), long.MaxValue, TestApp.Cancel);

        // The pool has one connection only, which must be free in between.
        await foreach (var read in replay.ReadAsync(new(), long.MaxValue, TestApp.Cancel))
            Assert.Equal(--left, await replay.CountAsync(
                new() { After = read.Position }, long.MaxValue, TestApp.Cancel));
    }

    public sealed class App : EstablishedApp
    {
        protected override async Task ArrangeAsync()
        {
            (await this.PostEventAsync(new JsonArray([.. Enumerable.Range(0, 300).Select(_ => Scenarios.Flowers())])))
                .Expect(HttpStatusCode.Created);
            for (var large = 0; large < 40; large++)
                (await this.PostEventAsync(Large())).Expect(HttpStatusCode.Created);
        }

        private static JsonObject Large()
        {
            var flowers = Scenarios.Flowers();
            flowers["data"]!["sources"] = new JsonArray([.. Enumerable.Range(0, 14).Select(number =>
                new JsonObject { ["note"] = $"{number} {new string('x', 3_900)}" })]);
            return flowers;
        }
    }
}
