using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Integrity.Defences;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema.Declarations;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using Weasel.Core;
using Wolverine.Marten;
using static Marten.Services.Json.Transformations.SystemTextJson.JsonTransformations;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Configures Marten on PostgreSQL: how events are stored. Rooms add their own tables as <see cref="IStoreTables"/> and
/// their projections as <see cref="IConfigureMarten"/>.
/// </summary>
public static class MartenStore
{
    /// <summary>The schema of Marten's tables, and of those that rooms keep beside them.</summary>
    public const string Schema = "clusterevents";

    /// <summary>The schema of Wolverine's tables: messages, nodes, and which node runs which projection.</summary>
    public const string MessageSchema = "wolverine";

    public const string ConnectionName = "ClusterEvents";

    /// <summary>The connection string for reading timeline pages, if it differs from the main one.</summary>
    public const string ReadsName = "Reads";

    /// <summary>
    /// Whether this login may change the schema. Otherwise it leaves that to the owner of the schema, and to
    /// <c>db-apply</c>.
    /// </summary>
    public static bool Migrates(IConfiguration configuration) => configuration.GetValue("Store:Migrate", true);

    /// <returns>The configuration to which subscriptions are added.</returns>
    public static MartenServiceCollectionExtensions.MartenConfigurationExpression AddEventStore(
        this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TcpUserTimeout>().AddSingleton(StoreConnections.Database)
            .AddSingleton(StoreConnections.Appends)
            .AddHostedService<DaemonStop>().AddHostedService<DaemonRevival>()
            .AddHostedService<AbandonedProjections>();
        builder.Services.AddSingleton<IStoreTables, EventTables>();
        builder.Services.AddSingleton<DeclaredStore>().AddSingleton<DefenceSweep>()
            .AddSingleton<IIntegrityCheck>(services => services.GetRequiredService<DefenceSweep>())
            .AddSingleton<IIntegrityCheck, SequenceCheck>().AddSingleton<IIntegrityCheck, UnusedTables>();
        var migrates = Migrates(builder.Configuration);
        var marten = builder.Services.AddMarten(services => Options(
                services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<EventCatalogue>(),
                services.GetServices<IStoreTables>(), migrates))
            .UseNpgsqlDataSource()
            // Wolverine runs each projection on exactly one node, and moves it if that node dies.
            .IntegrateWithWolverine(messaging =>
            {
                messaging.MessageStorageSchemaName = MessageSchema;
                messaging.UseWolverineManagedEventSubscriptionDistribution = true;
            });
        builder.Services.AddSingleton<SchemaUpdate>()
            .AddHostedService(services => services.GetRequiredService<SchemaUpdate>());
        builder.Services.AddSingleton<IPreparesStore, AutovacuumSettings>().AddSingleton<IPreparesStore, EntryEvents>()
            .AddSingleton<IPreparesStore, StreamTimesUpkeep>().AddSingleton<IPreparesStore, StoreProtection>()
            .AddSingleton<ClaimUpgrade>()
            .AddSingleton<IPreparesStore>(services => services.GetRequiredService<ClaimUpgrade>())
            .AddSingleton<SourceTable>()
            .AddSingleton<IPreparesStore>(services => services.GetRequiredService<SourceTable>());
        return marten;
    }

    private static StoreOptions Options(
        NpgsqlDataSource database, EventCatalogue catalogue, IEnumerable<IStoreTables> rooms, bool migrates)
    {
        var options = new StoreOptions();
        options.Connection(database);
        options.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = migrates ? AutoCreate.CreateOrUpdate : AutoCreate.None;
        options.DisableNpgsqlLogging = true;
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, configure: json => RecordJson.Configure(json));

        var events = options.Events;
        // Stream ids are readable for an auditor: meeting/0198….
        events.StreamIdentity = StreamIdentity.AsString;
        // Events are timestamped by the server's clock, so that events of one transaction have distinct times.
        events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        events.MetadataConfig.EnableAll();
        events.MetadataConfig.UserNameEnabled = true;
        // The id is derived from CloudEvents source and id: this index rejects repeated recordings.
        events.EnableUniqueIndexOnEventId = true;
        events.EnableBigIntEvents = true;
        events.EnableEventTypeIndex = true;
        events.IgnoreIndex(EntryEvents.Index);
        // The daemon is woken by each append instead of polling.
        options.Projections.Wakeup = new DaemonWakeup(database);
        foreach (var type in catalogue.Types) events.MapEventType(type.ClrType, type.StoredName);
        foreach (var earlier in catalogue.Types.SelectMany(type => type.Shapes).Where(shape => !shape.IsCurrent))
            events.Upcast(earlier.Type.ClrType, earlier.StoredName, Upcast(stored => earlier.Read(stored.RootElement)));

        foreach (var table in rooms.SelectMany(room => room.Tables)) options.Storage.ExtendedSchemaObjects.Add(table);
        return options;
    }
}
