using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Connections for the few statements that append, that read the streams to decide on, and that seal. Their plans
/// depend on no value, so that each is planned once, and nothing of a session is left behind that would have to be reset
/// for the next one. What is acknowledged or signed after a commit is committed here: these wait for a synchronous
/// standby however long it is away.
/// </summary>
public sealed class AppendConnections(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>The name of these connections in <c>pg_stat_activity</c>.</summary>
    public const string ApplicationName = "ClusterEvents appends";

    public NpgsqlDataSource Source => source;

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
