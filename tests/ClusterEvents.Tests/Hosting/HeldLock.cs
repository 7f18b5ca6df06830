using Npgsql;

namespace ClusterEvents.Tests.Hosting;

/// <summary>A transaction that holds a lock, so that what needs it stays in progress.</summary>
internal sealed class HeldLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldLock(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_connection, _transaction) = (connection, transaction);

    /// <summary>The session of the database that holds it.</summary>
    public int ProcessId => _connection.ProcessID;

    /// <summary>Locks a table even for those who read it.</summary>
    public static Task<HeldLock> OnTableAsync(TestApp app, string table) =>
        ByAsync(app.Database, $"lock table {table} in access exclusive mode");

    /// <summary>Holds what a statement locks.</summary>
    public static async Task<HeldLock> ByAsync(NpgsqlDataSource database, string statement)
    {
        var connection = await database.OpenConnectionAsync(TestApp.Cancel);
        var transaction = await connection.BeginTransactionAsync(TestApp.Cancel);
        await using var locking = new NpgsqlCommand(statement, connection);
        await locking.ExecuteNonQueryAsync(TestApp.Cancel);
        return new(connection, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
