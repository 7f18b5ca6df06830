using ClusterEvents.EventStore.Schema;
using ClusterEvents.LocalPostgres;
using Npgsql;

namespace ClusterEvents.Hosting.Composition;

/// <summary>
/// Provides the PostgreSQL database: the configured one, or a private one that the program starts itself.
/// </summary>
public sealed class StoreProvider : IAsyncDisposable
{
    /// <summary>A connection string for what composes the program and does not connect.</summary>
    public const string Unused = "Host=127.0.0.1;Database=unused";

    private const string Database = "clusterevents";

    private readonly LocalPostgresServer? _private;

    private StoreProvider(LocalPostgresServer? server) => _private = server;

    /// <summary>Ensures that there is a database, and adds its connection string to the configuration.</summary>
    /// <exception cref="CannotStartException">The configured store cannot be used; the message says why.</exception>
    /// <exception cref="LocalPostgresException">The private store cannot be started.</exception>
    public static async Task<StoreProvider> ProvideAsync(
        WebApplicationBuilder builder, string[] command, CancellationToken cancel)
    {
        var configuration = builder.Configuration;
        if (CommandLine.NeedsNoStore(command))
        {
            // Commands that describe the program or generate code need a well-formed setting, but do not connect.
            configuration[$"ConnectionStrings:{MartenStore.ConnectionName}"] ??= Unused;
            return new(null);
        }

        RequireWellFormed(configuration, MartenStore.ConnectionName);
        RequireWellFormed(configuration, MartenStore.ReadsName);
        if (configuration.GetConnectionString(MartenStore.ConnectionName) is { Length: > 0 } configured)
        {
            await StoreCheck.RequireUsableAsync(configured, cancel);
            return new(null);
        }

        var folder = configuration["data"];
        if (!CommandLine.MakesStore(command) && !LocalPostgresServer.Exists(folder))
            throw new CannotStartException(
                $"There is no store in {Path.GetFullPath(folder ?? LocalPostgresServer.DefaultDataFolder)}. Choose "
                + "another folder with --data; `run`, `seed` and `import` make a store where there is none.");
        // A private database has one node: its projections start at once, without a leader election.
        configuration["Nodes:Single"] ??= "true";
        if (!CommandLine.Serves(command)
            && LocalPostgresServer.ConnectionStringOfRunning(folder, Database) is { } running)
        {
            configuration[$"ConnectionStrings:{MartenStore.ConnectionName}"] = running;
            return new(null);
        }

        var server = await LocalPostgresServer.StartAsync(new() { DataFolder = folder }, cancel);
        try
        {
            await server.EnsureDatabaseAsync(Database, cancel);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        configuration[$"ConnectionStrings:{MartenStore.ConnectionName}"] = server.ConnectionString(Database);
        return new(server);
    }

    public ValueTask DisposeAsync() => _private?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>
    /// Checks only the format of the standby's connection string: the standby itself may be unavailable.
    /// </summary>
    private static void RequireWellFormed(IConfiguration configuration, string name)
    {
        if (configuration.GetConnectionString(name) is not { Length: > 0 } configured) return;
        try
        {
            new NpgsqlDataSourceBuilder(configured).Build().Dispose();
        }
        catch (ArgumentException exception)
        {
            throw new CannotStartException($"ConnectionStrings__{name} is no connection string: {exception.Message} "
                + "Write it as Host=…;Port=5432;Database=…;Username=…;Password=….");
        }
    }
}
