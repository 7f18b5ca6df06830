using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Recording.Appending;
using Npgsql;

namespace ClusterEvents.Recording.Commands;

/// <summary>Lets a command record without serving HTTP: prepares the schema and starts the append queue.</summary>
public sealed class CommandSession : IAsyncDisposable
{
    private readonly IHost _host;

    private CommandSession(IHost host) => _host = host;

    public static async Task<CommandSession> OpenAsync(IHost host, CancellationToken cancel)
    {
        var preparation = host.Services.GetRequiredService<StorePreparation>();
        if (preparation.Migrates) await host.Services.GetRequiredService<SchemaUpdate>().ApplyAsync(cancel);
        await preparation.StartAsync(cancel);
        await host.Services.GetRequiredService<AppendQueue>().StartAsync(CancellationToken.None);
        return new(host);
    }

    /// <summary>
    /// Whether the database has a record, for a command that must not create one; prints a message if not.
    /// </summary>
    public static async Task<bool> HasRecordAsync(IHost host, CancellationToken cancel)
    {
        var database = host.Services.GetRequiredService<NpgsqlDataSource>();
        if (await RecordedEvents.HaveTablesAsync(database, cancel)) return true;
        await Console.Error.WriteLineAsync("Nothing is on record: no program has served from this store yet.");
        return false;
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync() => await Get<AppendQueue>().StopAsync(CancellationToken.None);
}
