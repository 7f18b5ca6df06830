using System.Threading.Channels;
using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>
/// Tells every node that history is being imported. While lines are still to come, nothing may be concluded from what
/// is missing: the next line may amend it, fulfil it, or hold the very conclusion. An advisory lock says so, because
/// the store lets go of it when the importer dies. One connection holds it for all imports of a node: any number of
/// them may pause, and must not take the connections of everybody else.
/// </summary>
public sealed class Imports(NpgsqlDataSource database)
{
    /// <summary>The lock's key, in two halves as the store lists it.</summary>
    private const int KeySpace = 1_129_665_878, Key = 1;

    private readonly Channel<bool> _ended = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _gate = new();
    private int _underWay;
    private NpgsqlConnection? _connection;

    /// <summary>What was done with the connection last, or is to be done: one thing after the other.</summary>
    private Task _last = Task.CompletedTask;

    /// <summary>The last question whether the lock is held, unless it was let go of since.</summary>
    private Task? _holding;

    /// <summary>Becomes readable when an import of this node has ended.</summary>
    public ChannelReader<bool> Ended => _ended.Reader;

    /// <summary>Begins an import; it ends when the result is disposed of. Several may be under way.</summary>
    public async Task<Import> BeginAsync(CancellationToken cancel)
    {
        lock (_gate) _underWay++;
        try
        {
            await HoldAsync().WaitAsync(cancel);
            return new(this);
        }
        catch
        {
            await EndAsync();
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

    /// <summary>Those who ask at the same time share the question.</summary>
    private Task HoldAsync()
    {
        lock (_gate)
            return _holding is { IsCompleted: false } ? _holding : _last = _holding = AfterAsync(_last, LockAsync);
    }

    private async ValueTask EndAsync()
    {
        var last = Task.CompletedTask;
        lock (_gate)
            if (--_underWay == 0) (_holding, last) = (null, _last = AfterAsync(_last, UnlockAsync));
        await last;
        _ended.Writer.TryWrite(true);
    }

    private static async Task AfterAsync(Task before, Func<Task> then)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await then();
    }

    private async Task LockAsync()
    {
        if (_connection is { } held)
            try
            {
                await RunAsync(held, "select from (values ($1, $2)) as held");
                return;
            }
            catch (Exception exception) when (Failures.StoreIsAway(exception))
            {
                _connection = null;
                await held.DisposeAsync();
            }

        var connection = await database.OpenConnectionAsync();
        try
        {
            await RunAsync(connection, "select pg_advisory_lock_shared($1, $2)");
            _connection = connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task UnlockAsync()
    {
        // Another may have begun meanwhile.
        if (Volatile.Read(ref _underWay) > 0 || _connection is not { } held) return;
        _connection = null;
        await using (held)
            try
            {
                await RunAsync(held, "select pg_advisory_unlock_shared($1, $2)");
            }
            catch (Exception exception) when (Failures.StoreIsAway(exception) || exception is ObjectDisposedException)
            {
                // With the connection went the lock.
            }
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
        private readonly Imports _imports;

        internal Import(Imports imports) => _imports = imports;

        /// <summary>
        /// Makes sure that the store knows of it still: with a connection that broke while nothing was sent on it went
        /// the lock, and nothing else would tell.
        /// </summary>
        public Task HoldAsync() => _imports.HoldAsync();

        public ValueTask DisposeAsync() => _imports.EndAsync();
    }
}
