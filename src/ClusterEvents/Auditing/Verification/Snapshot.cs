using System.Data;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// One moment of the store that several connections see. Nobody who writes waits for it: it only keeps what was there
/// from being cleaned up while it lasts.
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

    public static async Task<Snapshot> TakeAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        var (connection, transaction) = await BeginAsync(database, cancel);
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", connection);
        return new(database, connection, transaction, (string)(await export.ExecuteScalarAsync(cancel))!);
    }

    /// <summary>Another connection that sees the same moment.</summary>
    public async Task<Snapshot> ShareAsync(CancellationToken cancel)
    {
        var (connection, transaction) = await BeginAsync(_database, cancel);
        await using var import = new NpgsqlCommand($"set transaction snapshot '{_name}'", connection);
        await import.ExecuteNonQueryAsync(cancel);
        return new(_database, connection, transaction, _name);
    }

    public NpgsqlTransaction Transaction => _transaction;

    public async Task<long> NumberAsync(string sql, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(sql, _connection);
        return await query.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<(NpgsqlConnection, NpgsqlTransaction)> BeginAsync(
        NpgsqlDataSource database, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        // Its readings are long on purpose, its sorts large, and it waits for its own computing between them.
        await using var settings = new NpgsqlCommand(
            "set transaction read only; set local work_mem = '128MB'; set local statement_timeout = 0; "
            + "set local idle_in_transaction_session_timeout = 0", connection);
        await settings.ExecuteNonQueryAsync(cancel);
        return (connection, transaction);
    }
}
