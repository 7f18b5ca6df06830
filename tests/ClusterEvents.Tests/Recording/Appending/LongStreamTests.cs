using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Tests.Corrections;
using Marten;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording.Appending;

/// <summary>Reading a stream costs what is needed of it, not its length.</summary>
public sealed class LongStreamTests(LongStreamTests.App app) : IClassFixture<LongStreamTests.App>
{
    private const int Length = 2_000;

    private static readonly StreamKey Campaign = new(StreamKinds.Campaign, Scenarios.Campaign);

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
    public async Task Only_the_events_of_an_entry_are_read_from_a_long_stream()
    {
        await using var session = app.Get<IDocumentStore>().QuerySession();

        var events = await EntryEvents.Of(session, Priorities(7)).ToListAsync(TestApp.Cancel);

        Assert.Equal(2, events.Count);
    }

    [Fact]
    public async Task Only_the_events_added_by_another_node_are_read()
    {
        var streams = NewNode();
        var before = (await streams.ReadAsync([Campaign], TestApp.Cancel))[Campaign];
        await app.CorrectAsync(Priorities(11));

        var after = (await streams.ReadAsync([Campaign], TestApp.Cancel))[Campaign];

        Assert.Equal(before.Version + 1, after.Version);
        Assert.Same(before.Entries[5], after.Entries[5]);
        Assert.Equal(Described((await NewNode().ReadAsync([Campaign], TestApp.Cancel))[Campaign]), Described(after));
    }

    [Fact]
    public async Task The_current_state_of_a_stream_is_not_folded_again()
    {
        var streams = NewNode();
        var now = (await streams.ReadAsync([Campaign], TestApp.Cancel))[Campaign];
        var newest = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);

        Assert.Same(now, (await streams.ReadAsync([Campaign], new KnownAt(newest), TestApp.Cancel))[Campaign]);
    }

    /// <summary>Another node may have erased values that the cache still contains.</summary>
    [Fact]
    public async Task An_earlier_state_of_a_stream_is_read_from_the_database()
    {
        var streams = NewNode();
        var remembered = (await streams.ReadAsync([Campaign], TestApp.Cancel))[Campaign];
        var position = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);
        await app.CorrectAsync(Priorities(13));

        var known = (await streams.ReadAsync([Campaign], new KnownAt(position), TestApp.Cancel))[Campaign];

        Assert.Equal(remembered.Version, known.Version);
        Assert.NotSame(remembered.Entries[5], known.Entries[5]);
    }

    [Fact]
    public void Many_corrections_fold_a_long_stream_once()
    {
        var applied = 0;
        var catalogue = new EventCatalogue(app.Get<EventCatalogue>().Types,
            [new StreamFold(StreamKinds.Campaign, (_, _) => ++applied)]);
        (Guid, Activity)[] events =
        [
            .. Enumerable.Range(0, 100).Select(number => (Priorities(number), (Activity)new PrioritiesSet([], ""))),
            .. Enumerable.Range(0, 100).Select(number =>
                (Priorities(Length + number), (Activity)new EntryRetracted(Priorities(number), ""))),
        ];

        var snapshots = catalogue.Fold(Campaign, StreamSnapshot.Absent, events);

        Assert.Equal(200, snapshots.Version);
        Assert.Empty(snapshots.Current);
        Assert.InRange(applied, 0, 200);
    }

    private StreamStateCache NewNode() => new(app.Get<AppendConnections>(), app.Get<EventCatalogue>());

    private static string Described(StreamSnapshot stream) => string.Join('\n', stream.Entries);

    private static Guid Priorities(int number) => Identifiers.ActivityId("/tests", $"priorities-{number}");

    /// <summary>A campaign for which priorities were set again and again; those of one time were corrected.</summary>
    public sealed class App : EstablishedApp
    {
        protected override async Task ArrangeAsync()
        {
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
            (await this.CorrectAsync($"{id}", ("horizon", "Năm 2022", "Quý III"))).Expect(HttpStatusCode.Created);
    }
}
