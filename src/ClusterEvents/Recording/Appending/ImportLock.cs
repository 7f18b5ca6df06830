using System.Data;
using System.Threading.Channels;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Recording.Appending;

/// <summary>
/// Signals to all nodes that history is being imported. During an import nothing may be inferred from missing events:
/// the next line may amend or fulfil a directive. It is a PostgreSQL advisory lock, which is released if the importer
/// dies. One connection holds it for all imports of a node, so that paused imports do not use up connections.
/// </summary>
public sealed class ImportLock(NpgsqlDataSource database) : IDisposable
{
    /// <summary>The two parts of the lock's key, as pg_locks shows it.</summary>
    private const int KeySpace = 1_129_665_878, Key = 1;

    private readonly Channel<bool> _ended = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Serialises access to the connection.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    private NpgsqlConnection? _connection;
    private int _underWay;

    /// <summary>Becomes readable when an import on this node has ended.</summary>
    public ChannelReader<bool> Ended => _ended.Reader;

    /// <summary>Starts an import, which ends when the result is disposed. Several may run at once.</summary>
    public async Task<Import> BeginAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref _underWay);
        var import = new Import(this);
        try
        {
            await import.HoldAsync().WaitAsync(cancel);
            return import;
        }
        catch
        {
            await import.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a node or command is importing.</summary>
    public async Task<bool> UnderWayAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            """
            select exists (select from pg_locks
              where locktype = 'advisory' and classid = $1 and objid = $2 and objsubid = 2
                and database = (select oid from pg_database where datname = current_database()))
            """);
        query.Parameters.Add(new() { Value = (uint)KeySpace, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        query.Parameters.Add(new() { Value = (uint)Key, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        return (bool)(await query.ExecuteScalarAsync(cancel))!;
    }

    public void Dispose() => _turn.Dispose();

    private async Task HoldAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (await TryAsync("select from (values ($1, $2)) as held")) return;
            _connection = await database.OpenConnectionAsync();
            await RunAsync(_connection, "select pg_advisory_lock_shared($1, $2)");
        }
        catch
        {
            await LetGoAsync();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask EndAsync()
    {
        Interlocked.Decrement(ref _underWay);
        await _turn.WaitAsync();
        try
        {
            // Other imports are running, or have started in the meantime.
            if (Volatile.Read(ref _underWay) > 0) return;
            await TryAsync("select pg_advisory_unlock_shared($1, $2)");
            await LetGoAsync();
        }
        finally
        {
            _turn.Release();
            _ended.Writer.TryWrite(true);
        }
    }

    /// <summary>Queries on the connection; false if it is missing or broken, so that the lock was released.</summary>
    private async Task<bool> TryAsync(string sql)
    {
        if (_connection is not { } held) return false;
        try
        {
            await RunAsync(held, sql);
            return true;
        }
        catch (Exception exception) when (Failures.StoreIsAway(exception) || held.State != ConnectionState.Open)
        {
            await LetGoAsync();
            return false;
        }
    }

    private async Task LetGoAsync()
    {
        var held = _connection;
        _connection = null;
        if (held is not null) await held.DisposeAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = KeySpace }, new() { Value = Key } },
        };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A running import.</summary>
    public sealed class Import : IAsyncDisposable
    {
        private readonly ImportLock _imports;

        internal Import(ImportLock imports) => _imports = imports;

        /// <summary>
        /// Verifies that the lock is still held, and takes it again if the connection broke while idle.
        /// </summary>
        public Task HoldAsync() => _imports.HoldAsync();

        public ValueTask DisposeAsync() => _imports.EndAsync();
    }
}
