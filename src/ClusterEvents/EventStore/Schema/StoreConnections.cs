using ClusterEvents.EventStore.Appending;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>The connection pools to the database, and the settings of every session.</summary>
public static class StoreConnections
{
    /// <summary>
    /// The maximum number of connections of a node, for everything but appends, and for appends. Together they leave
    /// room below PostgreSQL's default of one hundred for commands and administrators.
    /// </summary>
    private const int Connections = 60;

    private const int AppendingConnections = 20;

    /// <summary>The plans of every session but those that append.</summary>
    internal const string CustomPlans = "force_custom_plan";

    /// <summary>
    /// Session settings. An idle transaction would hold back the high-water mark, and with it every timeline. A
    /// generic plan made while tables were small would be kept for as long as the connection. Sequential scans are
    /// discouraged because every query has an index: without statistics (a table just filled) the planner expects a
    /// third of the table after the newest position and would scan all of it (6 ms instead of 0.1 ms, thirty times a
    /// second). No parallel workers: a statement that reads further only if a page is not filled yet would start them
    /// before it knows (a search among a million entries waited 25 ms for workers that read nothing), and they take
    /// processors from recordings. Keepalives detect a client whose host vanished: its open transaction would hold
    /// positions and locks, and with them all timelines, for two hours by default.
    /// </summary>
    internal static string SessionSettings(string plans = CustomPlans) =>
        $"-c idle_in_transaction_session_timeout=60000 -c plan_cache_mode={plans} -c enable_seqscan=off -c jit=off "
        + "-c max_parallel_workers_per_gather=0 -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=1";

    /// <summary>
    /// Of several hosts, the current primary: a standby is promoted without a restart of this program.
    /// </summary>
    internal static NpgsqlDataSource Database(IServiceProvider services) =>
        Connect(services, MartenStore.ConnectionName, TargetSessionAttributes.ReadWrite, Connections)!;

    internal static AppendConnections Appends(IServiceProvider services) =>
        new(Connect(services, MartenStore.ConnectionName, TargetSessionAttributes.ReadWrite, AppendingConnections,
            "force_generic_plan", forCommits: true)!);

    /// <summary>The connections for reading timeline pages; null if they are read from the main database.</summary>
    public static NpgsqlDataSource? Standby(IServiceProvider services) => Connect(
        services, MartenStore.ReadsName, TargetSessionAttributes.PreferStandby, Connections, patient: false,
        guard: new(services.GetRequiredService<NpgsqlDataSource>()));

    /// <summary>
    /// The connections of a diagnosis: to the primary among several hosts, or to a host that only reads where no other
    /// answers, so that this is told.
    /// </summary>
    internal static NpgsqlDataSource ForDiagnosis(string connectionString)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString);
        if (!HasSeveralHosts(source)) return source.Build();
        source.ConnectionStringBuilder.TargetSessionAttributes = null;
        return source.BuildMultiHost().WithTargetSession(TargetSessionAttributes.PreferPrimary);
    }

    private static bool HasSeveralHosts(NpgsqlDataSourceBuilder source) =>
        source.ConnectionStringBuilder.Host?.Contains(',', StringComparison.Ordinal) is true;

    private static NpgsqlDataSource? Connect(
        IServiceProvider services, string name, TargetSessionAttributes among, int connections,
        string plans = CustomPlans, bool forCommits = false, bool patient = true,
        ReplicaGuard? guard = null)
    {
        if (services.GetRequiredService<IConfiguration>().GetConnectionString(name) is not { Length: > 0 } connection)
            return null;
        var source = new NpgsqlDataSourceBuilder(connection);
        source.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>());
        var timeout = services.GetRequiredService<TcpUserTimeout>();
        source.UsePhysicalConnectionInitializer(timeout.Apply, connection =>
        {
            timeout.Apply(connection);
            return guard?.RequireSameRecordAsync(connection) ?? Task.CompletedTask;
        });
        source.ConnectionStringBuilder.ApplicationName ??=
            forCommits ? AppendConnections.ApplicationName : "ClusterEvents";
        UseSessions(source.ConnectionStringBuilder, plans);
        if (!source.ConnectionStringBuilder.ShouldSerialize("Maximum Pool Size"))
            source.ConnectionStringBuilder.MaxPoolSize =
                Math.Max(connections, source.ConnectionStringBuilder.MinPoolSize);
        if (forCommits) WaitForCommits(source.ConnectionStringBuilder);
        if (!patient) LimitWaits(source.ConnectionStringBuilder);
        if (!HasSeveralHosts(source)) return source.Build();
        source.ConnectionStringBuilder.TargetSessionAttributes = null;
        return source.BuildMultiHost().WithTargetSession(among);
    }

    /// <summary>What every connection asks of its session.</summary>
    internal static void UseSessions(NpgsqlConnectionStringBuilder to, string plans = CustomPlans)
    {
        to.Options ??= SessionSettings(plans);
        // The few statements of appends and pages are prepared once for each connection.
        to.MaxAutoPrepare = 50;
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
}
