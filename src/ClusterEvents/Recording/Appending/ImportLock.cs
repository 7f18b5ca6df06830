using System.Data;
using System.Threading.Channels;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Recording.Appending;

/// <summary>
/// Tells every node that history is being imported. While lines are still to come, nothing may be concluded from what
/// is missing: the next line may amend it, fulfil it, or hold the very conclusion. An advisory lock says so, because
/// the store lets go of it when the importer dies. One connection holds it for all imports of a node: any number of
/// them may pause, and must not take the connections of everybody else.
/// </summary>
public sealed class ImportLock(NpgsqlDataSource database) : IDisposable
{
    /// <summary>The lock's key, in two halves as the store lists it.</summary>
    private const int KeySpace = 1_129_665_878, Key = 1;

    private readonly Channel<bool> _ended = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>What is done with the connection is done one after the other.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    private NpgsqlConnection? _connection;
    private int _underWay;

    /// <summary>Becomes readable when an import of this node has ended.</summary>
    public ChannelReader<bool> Ended => _ended.Reader;

    /// <summary>Begins an import; it ends when the result is disposed of. Several may be under way.</summary>
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

    /// <summary>Whether some node or command is importing.</summary>
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
            // Others are under way, or have begun meanwhile.
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

    /// <summary>Asks on the connection; false where there is none, or it is gone, and the lock with it.</summary>
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

    /// <summary>An import that is under way.</summary>
    public sealed class Import : IAsyncDisposable
    {
        private readonly ImportLock _imports;

        internal Import(ImportLock imports) => _imports = imports;

        /// <summary>
        /// Makes sure that the store knows of it still: with a connection that broke while nothing was sent on it went
        /// the lock, and nothing else would tell.
        /// </summary>
        public Task HoldAsync() => _imports.HoldAsync();

        public ValueTask DisposeAsync() => _imports.EndAsync();
    }
}
