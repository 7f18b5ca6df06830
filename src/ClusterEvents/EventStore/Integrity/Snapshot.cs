using System.Data;
using Npgsql;

namespace ClusterEvents.EventStore.Integrity;

/// <summary>
/// A database snapshot shared by several connections. Writers do not wait for it; it only delays vacuum.
/// </summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _name;

    private Snapshot(
        NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction, string name) =>
        (_database, _connection, _transaction, _name) = (database, connection, transaction, name);

    public NpgsqlConnection Connection => _connection;

    public static Task<Snapshot> TakeAsync(NpgsqlDataSource database, CancellationToken cancel) =>
        BeginAsync(database, async connection =>
        {
            await using var export = new NpgsqlCommand("select pg_export_snapshot()", connection);
            return (string)(await export.ExecuteScalarAsync(cancel))!;
        }, cancel);

    /// <summary>Another connection in the same snapshot.</summary>
    public Task<Snapshot> ShareAsync(CancellationToken cancel) => BeginAsync(_database, async connection =>
    {
        await using var import = new NpgsqlCommand($"set transaction snapshot '{_name}'", connection);
        await import.ExecuteNonQueryAsync(cancel);
        return _name;
    }, cancel);

    public NpgsqlTransaction Transaction => _transaction;

    /// <summary>Whether there is such a table.</summary>
    public async Task<bool> HasAsync(string table, CancellationToken cancel) =>
        await NumberAsync($"select count(*) from pg_class where oid = to_regclass('{table}')", cancel) > 0;

    /// <summary>The number that a query selects, without a timeout; 0 if it selects none.</summary>
    public async Task<long> NumberAsync(string sql, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
        return await query.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    /// <summary>Reads so that an error does not end the transaction, and with it what others read in it.</summary>
    public async Task ApartAsync(Func<Task> read, CancellationToken cancel)
    {
        const string Before = "apart";
        await _transaction.SaveAsync(Before, cancel);
        try
        {
            await read();
        }
        catch (PostgresException)
        {
            await _transaction.RollbackAsync(Before, cancel);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <param name="database">The database.</param>
    /// <param name="name">Takes or imports the snapshot, and returns its name.</param>
    /// <param name="cancel">Cancels it.</param>
    private static async Task<Snapshot> BeginAsync(
        NpgsqlDataSource database, Func<NpgsqlConnection, Task<string>> name, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            // Reads are long, sorts are large, and the session is idle while the audit computes.
            await using var settings = new NpgsqlCommand(
                "set transaction read only; set local work_mem = '128MB'; set local statement_timeout = 0; "
                + "set local idle_in_transaction_session_timeout = 0", connection);
            await settings.ExecuteNonQueryAsync(cancel);
            return new(database, connection, transaction, await name(connection));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
