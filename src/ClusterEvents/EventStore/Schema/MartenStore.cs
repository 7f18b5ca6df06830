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

/// <summary>Configures Marten on PostgreSQL: how events are stored, and the projections that read them.</summary>
public static class MartenStore
{
    public const string ConnectionName = "ClusterEvents";

    /// <summary>The connection string for reading timeline pages, if it differs from the main one.</summary>
    public const string ReadsName = "Reads";

    /// <summary>
    /// The maximum number of connections of a node, for everything but appends, and for appends. Together they leave
    /// room below PostgreSQL's default of one hundred for commands and administrators.
    /// </summary>
    private const int Connections = 60;

    private const int AppendingConnections = 20;

    private const string CustomPlans = "force_custom_plan";

    public static void AddEventStore(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Database).AddSingleton(Appends).AddSingleton(Reads)
            .AddHostedService<DaemonStop>().AddHostedService<DaemonRevival>()
            .AddHostedService<AbandonedProjections>();
        // A login that may not change the schema leaves it to its owner, and to `db-apply`.
        var migrates = builder.Configuration.GetValue("Store:Migrate", true);
        var marten = builder.Services.AddMarten(services => Options(
                services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<EventCatalogue>(),
                services.GetRequiredService<TimelineVersion>(), migrates))
            .UseNpgsqlDataSource()
            // Wolverine runs each projection on exactly one node, and moves it if that node dies.
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
    /// Session settings. An idle transaction would hold back the high-water mark, and with it every timeline. A
    /// generic plan made while tables were small would be kept for as long as the connection. Sequential scans are
    /// discouraged because every query has an index: without statistics (a table just filled) the planner expects a
    /// third of the table after the newest position and would scan all of it (6 ms instead of 0.1 ms, thirty times a
    /// second). Keepalives detect a client whose host vanished: its open transaction would hold positions and locks,
    /// and with them all timelines, for two hours by default.
    /// </summary>
    internal static string SessionSettings(string plans = CustomPlans) =>
        $"-c idle_in_transaction_session_timeout=60000 -c plan_cache_mode={plans} -c enable_seqscan=off -c jit=off "
        + "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=1";

    /// <summary>
    /// Of several hosts, the current primary: a standby is promoted without a restart of this program.
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
        // The few statements of appends and pages are prepared once for each connection.
        source.ConnectionStringBuilder.MaxAutoPrepare = 50;
        if (forCommits) WaitForCommits(source.ConnectionStringBuilder);
        if (!patient) LimitWaits(source.ConnectionStringBuilder);
        if (source.ConnectionStringBuilder.Host?.Contains(',', StringComparison.Ordinal) != true) return source.Build();
        source.ConnectionStringBuilder.TargetSessionAttributes = null;
        return source.BuildMultiHost().WithTargetSession(among);
    }

    /// <summary>
    /// A commit that waits for a synchronous standby is never cancelled: it would count as committed although the
    /// standby does not have it, would be acknowledged, and could be lost in a failover. A dead server is detected by
    /// keepalives within a minute on an idle connection, and otherwise by <see cref="TcpUserTimeout"/>.
    /// </summary>
    private static void WaitForCommits(NpgsqlConnectionStringBuilder to)
    {
        to.NoResetOnClose = true;
        to.CommandTimeout = 0;
        if (to.TcpKeepAliveTime == 0) (to.TcpKeepAliveTime, to.TcpKeepAliveInterval) = (10, 5);
    }

    /// <summary>
    /// Short timeouts for a standby, because the primary can answer instead, unless the connection string sets others.
    /// </summary>
    internal static void LimitWaits(NpgsqlConnectionStringBuilder to)
    {
        // How long a host that failed is not tried again; the other host answers in the meantime.
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
        events.UseListenNotifyForEventAppends = true;
        foreach (var type in catalogue.Types) events.MapEventType(type.ClrType, type.StoredName);
        foreach (var earlier in catalogue.Types.SelectMany(type => type.Shapes).Where(shape => !shape.IsCurrent))
            events.Upcast(earlier.Type.ClrType, earlier.StoredName, Upcast(stored => earlier.Read(stored.RootElement)));

        options.Projections.Add(
            new TimelineProjection(catalogue, timelines), ProjectionLifecycle.Async, timelines.ProjectionName, async =>
            {
                // A page of events takes a handful of statements; larger pages are hardly faster, and would occupy a
                // processor that recordings need.
                async.BatchSize = 1_000;
                foreach (var table in timelines.Tables)
                    async.DeleteDataInTableOnTeardown(table.Identifier.QualifiedName);
            });
        foreach (var table in timelines.Tables.Append(ClaimTable()).Concat(LogTables.All).Append(ReportTable()))
            options.Storage.ExtendedSchemaObjects.Add(table);
        return options;
    }

    /// <summary>The table of verification reports.</summary>
    private static Table ReportTable()
    {
        var table = new Table(AuditReports.Table);
        table.AddColumn("id", "uuid").AsPrimaryKey();
        table.AddColumn("made_at", "timestamptz").NotNull();
        table.AddColumn("report", "jsonb").NotNull();
        return table;
    }

    /// <summary>The table of claims; its primary key keeps them unique under concurrency.</summary>
    private static Table ClaimTable()
    {
        var table = new Table($"{TimelineTables.Schema}.claim");
        table.AddColumn("claim", "text").AsPrimaryKey();
        table.AddColumn("stream", "text").NotNull();
        return table;
    }
}
