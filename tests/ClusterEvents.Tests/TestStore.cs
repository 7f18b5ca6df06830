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
    private NpgsqlDataSource? _maintenance;

    public static LocalPostgresServer Server => s_current!._server!;

    /// <summary>An empty database; its connection string.</summary>
    public static Task<string> NewDatabaseAsync() => CreateAsync(NewName("test"), "template0 encoding 'UTF8'");

    /// <summary>A copy of a database that nobody is connected to; its connection string.</summary>
    public static Task<string> CopyDatabaseAsync(string template) => CreateAsync(NewName(Copy), template);

    /// <summary>
    /// Whether a database is such a copy, and so has all tables: to look at each takes half of a start.
    /// </summary>
    public static bool IsCopy(string connection) => new NpgsqlConnectionStringBuilder(connection).Database is { } name
        && name.StartsWith($"{Copy}_", StringComparison.Ordinal);

    /// <summary>A busy machine may take longer to connect than the 15 seconds after which a client gives up.</summary>
    private static string ConnectionString(LocalPostgresServer server, string database) =>
        $"{server.ConnectionString(database)};Timeout=60";

    public async ValueTask InitializeAsync()
    {
        _server = await LocalPostgresServer.StartAsync(new() { Throwaway = true });
        _maintenance = NpgsqlDataSource.Create(ConnectionString(_server, "postgres"));
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
        if (_maintenance is not null) await _maintenance.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        _keys.Delete(recursive: true);
    }

    /// <summary>
    /// Copies the files of the template. The default strategy, which writes each page of it to the log, takes ten times
    /// the processor, and a run has hundreds of databases.
    /// </summary>
    private static async Task<string> CreateAsync(string name, string template)
    {
        await using var command = s_current!._maintenance!.CreateCommand(
            $"create database {name} template {template} strategy file_copy");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(Server, name);
    }

    private static string NewName(string kind) => $"{kind}_{Interlocked.Increment(ref s_databases)}";
}
