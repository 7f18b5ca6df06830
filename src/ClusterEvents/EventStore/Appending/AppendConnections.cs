using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Connections for the statements that append, that load streams for decisions, and that seal. Their plans do not
/// depend on parameter values, so each is planned once, and they leave no session state to reset. Commits that are
/// acknowledged or published run here: they wait for a synchronous standby without a timeout.
/// </summary>
public sealed class AppendConnections(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>The name of these connections in <c>pg_stat_activity</c>.</summary>
    public const string ApplicationName = "ClusterEvents appends";

    public NpgsqlDataSource Source => source;

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
