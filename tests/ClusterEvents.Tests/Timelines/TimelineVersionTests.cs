using System.Net;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Tests.Timelines.Live;
using ClusterEvents.Timelines.Projection;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>
/// A program with another timeline version builds its tables beside the existing ones, and then switches to them.
/// </summary>
public sealed class TimelineVersionTests
{
    private static readonly TimelineVersion Next = new(TimelineVersion.Current.Number + 1);

    [Fact]
    public async Task Readers_get_the_earlier_version_until_the_next_one_has_caught_up()
    {
        await using var store = await StoreAsync();
        await using var next = Program(store.ConnectionString, Next);
        await using var database = NpgsqlDataSource.Create(store.ConnectionString);
        await using var holding = await database.OpenConnectionAsync(TestApp.Cancel);
        await using var hold = await HoldBackAsync(holding);
        await next.InitializeAsync();

        Assert.Equal("Dâng hoa", await TitleAsync(next));
        await using var follower = await Follower.OfAsync(next);
        await hold.RollbackAsync(TestApp.Cancel);

        // Every request during the change is answered.
        Assert.Equal("Flowers, reworded", await Eventually.FindAsync(
            () => TitleAsync(next), title => title != "Dâng hoa"));
        var flowers = (await next.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created).Json;
        var change = await follower.NextAsync();
        Assert.Equal(((string)flowers["activityId"]!, (long)flowers["position"]!), (change!.ActivityId, change.Id));
        Assert.Equal("ready", (string)(await next.GetAsync("/health/ready")).Expect(HttpStatusCode.OK).Json["status"]!);
    }

    [Fact]
    public async Task Tables_of_the_earlier_version_can_be_dropped_once_the_next_has_caught_up()
    {
        await using var store = await StoreAsync();
        await using var next = Program(store.ConnectionString, Next);
        await next.InitializeAsync();
        await Eventually.FindAsync(() => TitleAsync(next), title => title != "Dâng hoa");

        var dropped = await next.Get<ShownTimelines>().DropEarlierAsync(TestApp.Cancel);

        Assert.Equal([TimelineVersion.Current], dropped!);
        Assert.Equal("Flowers, reworded", await TitleAsync(next));
        await using var database = NpgsqlDataSource.Create(store.ConnectionString);
        await using var query = database.CreateCommand($"select to_regclass('{TimelineTables.Rows}')::text");
        Assert.Equal(DBNull.Value, await query.ExecuteScalarAsync(TestApp.Cancel));
        Assert.Empty((await next.Get<ShownTimelines>().DropEarlierAsync(TestApp.Cancel))!);
    }

    [Fact]
    public async Task Earlier_tables_that_lack_a_column_are_left_alone_and_the_program_serves()
    {
        await using var store = await StoreAsync();
        await using var database = NpgsqlDataSource.Create(store.ConnectionString);
        await using (var older = database.CreateCommand(
            $"alter table {TimelineTables.Activities} drop column corrections"))
            await older.ExecuteNonQueryAsync(TestApp.Cancel);

        await using var next = Program(store.ConnectionString, Next);
        await next.InitializeAsync();

        Assert.Equal("Flowers, reworded", await TitleAsync(next));
    }

    [Fact]
    public async Task Two_versions_run_side_by_side_and_neither_disturbs_the_other()
    {
        var several = new Dictionary<string, string?> { ["Nodes:Single"] = "false" };
        await using var first = TestApp.EstablishedWith(several, catalogue: Worded("Dâng hoa"));
        await first.InitializeAsync();
        await using var next = TestApp.With(
            new(several) { ["ConnectionStrings:ClusterEvents"] = first.ConnectionString },
            catalogue: Worded("Flowers, reworded"), timelines: Next);
        await next.InitializeAsync();

        foreach (var node in new[] { first, next })
            (await node.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        foreach (var (node, title) in new[] { (first, "Dâng hoa"), (next, "Flowers, reworded") })
            Assert.Equal([title, title], await Eventually.FindAsync(
                () => TitlesAsync(node), titles => titles.SequenceEqual([title, title])));
    }

    /// <summary>A database with one ceremony, projected by the first version, whose program has ended.</summary>
    private static async Task<TestApp> StoreAsync()
    {
        var first = TestApp.EstablishedWith([], catalogue: Worded("Dâng hoa"));
        await first.InitializeAsync();
        (await first.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        await first.TimelineAsync("cities/can-tho");
        await first.DisposeAsync();
        return first;
    }

    private static TestApp Program(string connectionString, TimelineVersion version) =>
        TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = connectionString },
            catalogue: Worded("Flowers, reworded"), timelines: version);

    /// <summary>Blocks the next version by locking its progress row.</summary>
    private static async Task<NpgsqlTransaction> HoldBackAsync(NpgsqlConnection connection)
    {
        var hold = await connection.BeginTransactionAsync(TestApp.Cancel);
        await using var insert = new NpgsqlCommand(
            "insert into clusterevents.mt_event_progression (name, last_seq_id) values ($1, 0)", connection, hold)
        {
            Parameters = { new() { Value = Next.Shard } },
        };
        await insert.ExecuteNonQueryAsync(TestApp.Cancel);
        return hold;
    }

    private static async Task<string?> TitleAsync(TestApp app) => (await TitlesAsync(app)).FirstOrDefault();

    /// <summary>The titles shown now; empty while the timeline does not exist yet.</summary>
    private static async Task<string[]> TitlesAsync(TestApp app)
    {
        var page = await app.GetAsync("/v1/timelines/cities/can-tho?kind=FlowersOffered");
        return page.Status == HttpStatusCode.NotFound ? []
            : [.. page.Expect(HttpStatusCode.OK).Entries.Select(entry => (string)entry!["title"]!)];
    }

    /// <summary>The catalogue with another display text for flowers.</summary>
    private static EventCatalogue Worded(string title) => new(
        [
            .. StoredEvents.Catalogue.Types.Where(type => type.ClrType != typeof(FlowersOffered)),
            ActivityType.Of<FlowersOffered, Ceremony>(
                OfferFlowers.Type.Command, OfferFlowers.Type.Route, OfferFlowers.Type.NameForPeople,
                Opens.Maybe, Reach.CitiesAndCampaigns, Right.EachCity, (_, _, _) => [],
                (flowers, _) => new(title, flowers.Place)),
        ], StoredEvents.Catalogue.Folds);
}
