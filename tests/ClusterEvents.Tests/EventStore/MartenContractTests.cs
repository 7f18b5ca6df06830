using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Webhooks;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.EventStore;

/// <summary>
/// What the program borrows from inside Marten and no documentation promises. Each test is named after it, and says
/// what to do where another version of Marten has changed it.
/// </summary>
public sealed class MartenContractTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Projections_Wakeup_is_where_the_daemon_waits()
    {
        await using var listening = app.Database.CreateCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and query = $1");
        listening.Parameters.Add(new() { Value = $"listen {DaemonNotifier.Channel}" });

        Assert.Equal(1L, await Eventually.FindAsync(
            () => listening.ExecuteScalarAsync(TestApp.Cancel), found => found is 1L));
        Assert.True(((StoreOptions)app.Get<IDocumentStore>().Options).Projections.Wakeup is DaemonWakeup,
            "`StoreOptions.Projections.Wakeup` no longer holds what the daemon waits for. Find out who holds it, and "
            + "let DaemonStop dispose of that, or a private PostgreSQL cannot stop by itself.");
    }

    [Fact]
    public async Task HighWaterMark_is_the_row_up_to_which_nothing_can_appear()
    {
        var newest = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);

        await Eventually.FindAsync(
            () => app.Get<EventReplay>().SettledAsync(TestApp.Cancel), settled => settled >= newest, otherwise:
            "Marten's daemon no longer keeps how far it has looked in mt_event_progression under HighWaterMark. Find "
            + "where it does, and change ProjectionProgress.HighWaterMark and who uses it.");
    }

    [Fact]
    public async Task Mt_event_progression_names_a_shard_as_projection_and_All()
    {
        string[] expected = [IntegrationEvents.Shard, TimelineVersion.Current.Shard];

        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        await Eventually.FindAsync(
            () => ProjectionProgress.ReadAsync(connection, expected, TestApp.Cancel),
            found => expected.All(found.ContainsKey), otherwise:
            $"Marten keeps no progress under {string.Join(" and ", expected)}: it names shards otherwise. Change "
            + "IntegrationEvents.Shard and TimelineVersion.Shard, and move the rows of stores in use by a migration.");
    }

    [Fact]
    public async Task Tombstone_is_the_type_of_what_a_failed_append_leaves()
    {
        // Appended in the way in which Marten knows the positions before it writes, on a stream that is there.
        using var store = DocumentStore.For(options =>
        {
            options.Connection(app.Database);
            options.DatabaseSchemaName = MartenStore.Schema;
            options.AutoCreateSchemaObjects = AutoCreate.None;
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.AppendMode = EventAppendMode.Rich;
            options.Events.EnableBigIntEvents = true;
            options.Events.MetadataConfig.EnableAll();
            options.Events.MetadataConfig.UserNameEnabled = true;
        });
        await using var reading = app.Get<IDocumentStore>().QuerySession();
        var taken = await reading.Events.QueryAllRawEvents().FirstAsync(TestApp.Cancel);
        await using var session = store.LightweightSession();
        session.Events.StartStream(taken.StreamKey!, taken.Data);

        await Assert.ThrowsAnyAsync<Exception>(() => session.SaveChangesAsync(TestApp.Cancel));

        await using var query = app.Database.CreateCommand(
            "select count(*) from clusterevents.mt_events where type = $1");
        query.Parameters.Add(new() { Value = RawEventReader.Tombstone });
        await Eventually.FindAsync(
            async () => (long)(await query.ExecuteScalarAsync(TestApp.Cancel))!, left => left > 0, otherwise:
            "A failed append of Marten leaves no event of the type `tombstone` any more. Look what it leaves at its "
            + "positions: every query of EventStore that says `type <> 'tombstone'` has to leave that out.");
    }

    [Fact]
    public async Task ITransactionParticipantRegistrar_writes_in_the_transaction_of_the_session()
    {
        await using (var table = app.Database.CreateCommand("create table clusterevents.participant (n bigint)"))
            await table.ExecuteNonQueryAsync(TestApp.Cancel);

        await SaveAsync("insert into clusterevents.participant select 10 + count(*) from clusterevents.participant");
        await Assert.ThrowsAnyAsync<Exception>(() => SaveAsync("select 1 / 0"));

        await using var query = app.Database.CreateCommand(
            "select string_agg(n::text, ' ' order by n) from clusterevents.participant");
        Assert.True("1 11" == await query.ExecuteScalarAsync(TestApp.Cancel) as string,
            "A transaction participant of Marten no longer runs after the queued statements of a session and before "
            + "their commit. TimelineProjection needs that: find another way in PageTransaction.");

        async Task SaveAsync(string last)
        {
            await using var session = app.Get<IDocumentStore>().LightweightSession();
            session.QueueSqlCommand("insert into clusterevents.participant values (1)");
            session.BeforeCommit(async (connection, cancel) =>
            {
                await using var command = new NpgsqlCommand(last, connection);
                await command.ExecuteNonQueryAsync(cancel);
            });
            await session.SaveChangesAsync(TestApp.Cancel);
        }
    }

    [Fact]
    public async Task Mt_events_sequence_is_locked_by_who_has_taken_a_position()
    {
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        await using var transaction = await connection.BeginTransactionAsync(TestApp.Cancel);
        await using (var take = new NpgsqlCommand(
            "select nextval('clusterevents.mt_events_sequence'), pg_current_xact_id()", connection, transaction))
            await take.ExecuteNonQueryAsync(TestApp.Cancel);
        await using var looking = await app.Database.OpenConnectionAsync(TestApp.Cancel);

        var takers = await OpenPositions.TakersAsync(looking, TestApp.Cancel);
        await transaction.RollbackAsync(TestApp.Cancel);

        Assert.True(takers.Count > 0,
            "Whoever takes a position holds no lock on mt_events_sequence: Marten numbers events otherwise. The sealer "
            + "would seal past events that are still to appear; change OpenPositions before anything else.");
    }
}
