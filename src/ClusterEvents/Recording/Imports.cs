using System.Threading.Channels;
using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>
/// Tells every node that history is being imported. While lines are still to come, nothing may be concluded from what
/// is missing: the next line may amend it, fulfil it, or hold the very conclusion. An advisory lock says so, because
/// the store lets go of it when the importer dies.
/// </summary>
public sealed class Imports(NpgsqlDataSource database)
{
    /// <summary>The lock's key, in two halves as the store lists it.</summary>
    private const int KeySpace = 1_129_665_878, Key = 1;

    private readonly Channel<bool> _ended = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Becomes readable when an import of this node has ended.</summary>
    public ChannelReader<bool> Ended => _ended.Reader;

    /// <summary>Begins an import; it ends when the result is disposed of. Several may be under way.</summary>
    public async Task<Import> BeginAsync(CancellationToken cancel) =>
        new(this, await LockAsync(cancel));

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

    private async Task<NpgsqlConnection> LockAsync(CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            await RunAsync(connection, "select pg_advisory_lock_shared($1, $2)", cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = KeySpace }, new() { Value = Key } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>An import that is under way.</summary>
    public sealed class Import : IAsyncDisposable
    {
        private readonly Imports _imports;
        private NpgsqlConnection _connection;

        internal Import(Imports imports, NpgsqlConnection connection) =>
            (_imports, _connection) = (imports, connection);

        /// <summary>
        /// Makes sure that the store knows of it still: with a connection that broke while nothing was sent on it went
        /// the lock, and nothing else would tell.
        /// </summary>
        public async Task HoldAsync(CancellationToken cancel)
        {
            try
            {
                await RunAsync(_connection, "select from (values ($1, $2)) as held", cancel);
            }
            catch (Exception exception) when (Failures.StoreIsAway(exception))
            {
                await _connection.DisposeAsync();
                _connection = await _imports.LockAsync(cancel);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await using (_connection)
            {
                try
                {
                    await RunAsync(
                        _connection, "select pg_advisory_unlock_shared($1, $2)", CancellationToken.None);
                }
                catch (Exception exception)
                    when (Failures.StoreIsAway(exception) || exception is ObjectDisposedException)
                {
                    // With the connection went the lock.
                }
            }

            _imports._ended.Writer.TryWrite(true);
        }
    }
}
