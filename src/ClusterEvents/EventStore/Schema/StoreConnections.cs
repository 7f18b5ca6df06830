using ClusterEvents.EventStore.Appending;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>The pools of connections to the store, and what every session of theirs is set to.</summary>
public static class StoreConnections
{
    /// <summary>
    /// How many connections a node holds at most for everything but appends, and for those. Together they leave room
    /// among the hundred that a PostgreSQL takes as it comes, for commands beside it and for a person who looks.
    /// </summary>
    private const int Connections = 60;

    private const int AppendingConnections = 20;

    private const string CustomPlans = "force_custom_plan";

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
    internal static NpgsqlDataSource Database(IServiceProvider services) =>
        Connect(services, MartenStore.ConnectionName, TargetSessionAttributes.ReadWrite, Connections)!;

    internal static AppendConnections Appends(IServiceProvider services) =>
        new(Connect(services, MartenStore.ConnectionName, TargetSessionAttributes.ReadWrite, AppendingConnections,
            "force_generic_plan", forCommits: true)!);

    /// <summary>Where pages of timelines are read, if not in the store itself; null where that is not set.</summary>
    public static NpgsqlDataSource? Standby(IServiceProvider services) => Connect(
        services, MartenStore.ReadsName, TargetSessionAttributes.PreferStandby, Connections, patient: false);

    private static NpgsqlDataSource? Connect(
        IServiceProvider services, string name, TargetSessionAttributes among, int connections,
        string plans = CustomPlans, bool forCommits = false, bool patient = true)
    {
        if (services.GetRequiredService<IConfiguration>().GetConnectionString(name) is not { Length: > 0 } connection)
            return null;
        var source = new NpgsqlDataSourceBuilder(connection);
        source.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>());
        var timeout = services.GetRequiredService<TcpUserTimeout>();
        source.UsePhysicalConnectionInitializer(timeout.Apply, connection =>
        {
            timeout.Apply(connection);
            return Task.CompletedTask;
        });
        source.ConnectionStringBuilder.ApplicationName ??= "ClusterEvents";
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
}
