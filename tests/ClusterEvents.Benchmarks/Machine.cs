using ClusterEvents.LocalPostgres;
using Npgsql;

namespace ClusterEvents.Benchmarks;

/// <summary>A durable PostgreSQL in a temporary folder, shared by the service and the yardsticks.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private readonly LocalPostgresServer _server;
    private int _databases;

    private Machine(LocalPostgresServer server, Options options) => (_server, Options) = (server, options);

    public Options Options { get; }

    public static async Task<Machine> StartAsync(Options options)
    {
        // The server creates the folder itself, because as root it must be accessible to another user.
        var folder = Path.Combine(Path.GetTempPath(), $"clusterevents-benchmarks-{Environment.ProcessId}");
        var server = await LocalPostgresServer.StartAsync(new() { DataFolder = folder });
        // Otherwise the services that are measured leave the keys of their logs in the user's data folder.
        Environment.SetEnvironmentVariable("Log__KeyFolder", Path.Combine(folder, "keys"));
        return new(server, options);
    }

    /// <summary>
    /// A service with an empty database of its own, and the situation of <see cref="Samples"/> on record.
    /// </summary>
    public async Task<Installation> InstallAsync()
    {
        var name = $"benchmark_{++_databases}";
        await _server.EnsureDatabaseAsync(name);
        return await Installation.StartAsync(_server.ConnectionString(name));
    }

    /// <summary>The value of a PostgreSQL setting.</summary>
    public async Task<string> SettingAsync(string name)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var show = new NpgsqlCommand($"show {name}", connection);
        return (string)(await show.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        var folder = _server.DataFolder;
        await _server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
