using ClusterEvents.LocalPostgres;
using ClusterEvents.Tests;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestStore))]

namespace ClusterEvents.Tests;

/// <summary>The throw-away PostgreSQL of a test run; every host gets a database of its own on it.</summary>
public sealed class TestStore : IAsyncLifetime
{
    private const string Copy = "copy";

    private static TestStore? s_current;
    private static int s_databases;

    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("clusterevents-test-keys-");
    private LocalPostgresServer? _server;

    public static LocalPostgresServer Server => s_current!._server!;

    /// <summary>An empty database; its connection string.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var name = NewName("test");
        await Server.EnsureDatabaseAsync(name);
        return ConnectionString(name);
    }

    /// <summary>A copy of a database that nobody is connected to; its connection string.</summary>
    public static async Task<string> CopyDatabaseAsync(string template)
    {
        var name = NewName(Copy);
        await using var connection = new NpgsqlConnection(Server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var copy = new NpgsqlCommand($"create database {name} template {template}", connection);
        await copy.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>
    /// Whether a database is such a copy, and so has all tables: to look at each takes half of a start.
    /// </summary>
    public static bool IsCopy(string connection) => new NpgsqlConnectionStringBuilder(connection).Database is { } name
        && name.StartsWith($"{Copy}_", StringComparison.Ordinal);

    /// <summary>A busy machine may take longer to connect than the 15 seconds after which a client gives up.</summary>
    private static string ConnectionString(string database) => $"{Server.ConnectionString(database)};Timeout=60";

    public async ValueTask InitializeAsync()
    {
        _server = await LocalPostgresServer.StartAsync(new() { Throwaway = true });
        s_current = this;
        // Each database has its own log, and every process of the run finds the keys here.
        Environment.SetEnvironmentVariable("Log__KeyFolder", _keys.FullName);
        // Processes of tests end before it pays to compile their code a second time: after a thousand calls instead of
        // thirty, and not while new code is still met within 100 ms. The runtime reads hexadecimal numbers.
        Environment.SetEnvironmentVariable("DOTNET_TC_CallCountThreshold", "3E8");
        Environment.SetEnvironmentVariable("DOTNET_TC_CallCountingDelayMs", "64");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _keys.Delete(recursive: true);
    }

    private static string NewName(string kind) => $"{kind}_{Interlocked.Increment(ref s_databases)}";
}
