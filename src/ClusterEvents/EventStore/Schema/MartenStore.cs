using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Webhooks;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Npgsql;
using Weasel.Core;
using Weasel.Postgresql.Tables;
using Wolverine.Marten;
using static Marten.Services.Json.Transformations.SystemTextJson.JsonTransformations;

namespace ClusterEvents.EventStore.Schema;

/// <summary>Marten on PostgreSQL: how events are stored, and the projections that read them.</summary>
public static class MartenStore
{
    public const string ConnectionName = "ClusterEvents";

    /// <summary>Where pages of timelines are read, if not in the store itself.</summary>
    public const string ReadsName = "Reads";

    /// <summary>
    /// How many connections a node holds at most for everything but appends, and for those. Together they leave room
    /// among the hundred that a PostgreSQL takes as it comes, for commands beside it and for a person who looks.
    /// </summary>
    private const int Connections = 60;

    private const int AppendingConnections = 20;

    private const string CustomPlans = "force_custom_plan";

    public static void AddEventStore(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Database).AddSingleton(Appends).AddSingleton(Reads)
            .AddHostedService<DaemonStop>().AddHostedService<DaemonRevival>()
            .AddHostedService<AbandonedProjections>();
        // A login that may only serve leaves the schema to one that owns it, and to `db-apply`.
        var migrates = builder.Configuration.GetValue("Store:Migrate", true);
        var marten = builder.Services.AddMarten(services => Options(
                services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<EventCatalogue>(),
                services.GetRequiredService<TimelineVersion>(), migrates))
            .UseNpgsqlDataSource()
            // Wolverine runs each projection on exactly one node, and moves it when the node dies.
            .IntegrateWithWolverine(messaging =>
            {
                messaging.MessageStorageSchemaName = "wolverine";
                messaging.UseWolverineManagedEventSubscriptionDistribution = true;
            })
            .SubscribeToEventsWithServices<IntegrationEvents>(ServiceLifetime.Singleton);
        if (migrates) marten.ApplyAllDatabaseChangesOnStartup();
        builder.Services.AddSingleton<IPreparesStore, AutovacuumSettings>().AddSingleton<IPreparesStore, EntryEvents>();
    }

    /// <summary>
    /// A transaction that was parked would hold back the high-water mark, and with it every timeline. A plan that was
    /// made while tables were small would serve for as long as it is kept. And every question here has an index: of a
    /// table that was filled just now there are no statistics, so that a third of it is expected behind the newest
    /// position, and all of it would be walked through (six milliseconds instead of a tenth, thirty times a second).
    /// A node whose host vanishes says no goodbye: what it had under way would hold its positions and locks, and all
    /// timelines with them, for the two hours after which an operating system asks by itself.
    /// </summary>
    internal static string SessionSettings(string plans = CustomPlans) =>
        $"-c idle_in_transaction_session_timeout=60000 -c plan_cache_mode={plans} -c enable_seqscan=off -c jit=off "
        + "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=1";

    /// <summary>
    /// Of several hosts the one that takes writes, whichever that is by now: a standby is promoted without a restart
    /// here.
    /// </summary>
    private static NpgsqlDataSource Database(IServiceProvider services) =>
        Connect(services, ConnectionName, TargetSessionAttributes.ReadWrite, Connections)!;

    private static AppendConnections Appends(IServiceProvider services) =>
        new(Connect(services, ConnectionName, TargetSessionAttributes.ReadWrite, AppendingConnections,
            "force_generic_plan", forCommits: true)!);

    private static StandbyReads Reads(IServiceProvider services) =>
        new(services.GetRequiredService<NpgsqlDataSource>(),
            Connect(services, ReadsName, TargetSessionAttributes.PreferStandby, Connections, patient: false),
            () => services.GetRequiredService<TimelineProgress>().Position,
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<StandbyReads>>());

    private static NpgsqlDataSource? Connect(
        IServiceProvider services, string name, TargetSessionAttributes among, int connections,
        string plans = CustomPlans, bool forCommits = false, bool patient = true)
    {
        if (services.GetRequiredService<IConfiguration>().GetConnectionString(name) is not { Length: > 0 } connection)
            return null;
        var source = new NpgsqlDataSourceBuilder(connection);
        source.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>());
        source.UsePhysicalConnectionInitializer(TcpUserTimeout.Apply, connection =>
        {
            TcpUserTimeout.Apply(connection);
            return Task.CompletedTask;
        });
        source.ConnectionStringBuilder.ApplicationName ??=
            forCommits ? AppendConnections.ApplicationName : "ClusterEvents";
        source.ConnectionStringBuilder.Options ??= SessionSettings(plans);
        if (!source.ConnectionStringBuilder.ShouldSerialize("Maximum Pool Size"))
            source.ConnectionStringBuilder.MaxPoolSize =
                Math.Max(connections, source.ConnectionStringBuilder.MinPoolSize);
        // The few statements of appends and pages are planned once a connection.
        source.ConnectionStringBuilder.MaxAutoPrepare = 50;
        if (forCommits) WaitForCommits(source.ConnectionStringBuilder);
        if (!patient) LimitWaits(source.ConnectionStringBuilder);
        if (source.ConnectionStringBuilder.Host?.Contains(',', StringComparison.Ordinal) != true) return source.Build();
        source.ConnectionStringBuilder.TargetSessionAttributes = null;
        return source.BuildMultiHost().WithTargetSession(among);
    }

    /// <summary>
    /// A commit that waits for a synchronous standby is never given up. Cancelled, it would count as done though the
    /// standby has not got it: it would be acknowledged, and a failover would lose it. A server that is gone is found
    /// out by its silence on the wire: by keepalives within a minute while nothing is on its way to it, and otherwise
    /// as <see cref="TcpUserTimeout"/> says.
    /// </summary>
    private static void WaitForCommits(NpgsqlConnectionStringBuilder to)
    {
        to.NoResetOnClose = true;
        to.CommandTimeout = 0;
        if (to.TcpKeepAliveTime == 0) (to.TcpKeepAliveTime, to.TcpKeepAliveInterval) = (10, 5);
    }

    /// <summary>
    /// Where another server has all of it, too, nobody is to wait long for one that is gone, unless the setting says
    /// so.
    /// </summary>
    internal static void LimitWaits(NpgsqlConnectionStringBuilder to)
    {
        // The other host answers meanwhile, and no page fails: nothing but this leaves the one that is gone alone.
        to.HostRecheckSeconds = Math.Max(to.HostRecheckSeconds, 10);
        if (!to.ShouldSerialize("Timeout")) to.Timeout = 3;
        if (!to.ShouldSerialize("Command Timeout")) to.CommandTimeout = 5;
    }

    private static StoreOptions Options(
        NpgsqlDataSource database, EventCatalogue catalogue, TimelineVersion timelines, bool migrates)
    {
        var options = new StoreOptions();
        options.Connection(database);
        options.DatabaseSchemaName = TimelineTables.Schema;
        options.AutoCreateSchemaObjects = migrates ? AutoCreate.CreateOrUpdate : AutoCreate.None;
        options.DisableNpgsqlLogging = true;
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, configure: json => RecordJson.Configure(json));

        var events = options.Events;
        // An auditor reads the keys: meeting/0198… says what it is.
        events.StreamIdentity = StreamIdentity.AsString;
        // The server's own clock stamps events, so that one transaction can tell its events apart in time.
        events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        events.MetadataConfig.EnableAll();
        events.MetadataConfig.UserNameEnabled = true;
        // The id is made from what identifies the recording: this index is what keeps a repetition out.
        events.EnableUniqueIndexOnEventId = true;
        events.EnableBigIntEvents = true;
        events.EnableEventTypeIndex = true;
        events.IgnoreIndex(EntryEvents.Index);
        // The daemon is woken by each append instead of asking now and then.
        events.UseListenNotifyForEventAppends = true;
        foreach (var type in catalogue.Types) events.MapEventType(type.ClrType, type.StoredName);
        foreach (var earlier in catalogue.Types.SelectMany(type => type.Shapes).Where(shape => !shape.IsCurrent))
            events.Upcast(earlier.Type.ClrType, earlier.StoredName, Upcast(stored => earlier.Read(stored.RootElement)));

        options.Projections.Add(
            new TimelineProjection(catalogue, timelines), ProjectionLifecycle.Async, timelines.ProjectionName, async =>
            {
                // A page of events is a handful of statements; still larger ones catch up hardly faster, and keep a
                // processor from those who record for long.
                async.BatchSize = 1_000;
                foreach (var table in timelines.Tables)
                    async.DeleteDataInTableOnTeardown(table.Identifier.QualifiedName);
            });
        foreach (var table in timelines.Tables.Append(ClaimTable()).Concat(LogTables.All).Append(ReportTable()))
            options.Storage.ExtendedSchemaObjects.Add(table);
        return options;
    }

    /// <summary>The reports of verifications.</summary>
    private static Table ReportTable()
    {
        var table = new Table(AuditReports.Table);
        table.AddColumn("id", "uuid").AsPrimaryKey();
        table.AddColumn("made_at", "timestamptz").NotNull();
        table.AddColumn("report", "jsonb").NotNull();
        return table;
    }

    /// <summary>What only one stream may hold, kept apart by its primary key whoever races for it.</summary>
    private static Table ClaimTable()
    {
        var table = new Table($"{TimelineTables.Schema}.claim");
        table.AddColumn("claim", "text").AsPrimaryKey();
        table.AddColumn("stream", "text").NotNull();
        return table;
    }
}
