using Npgsql;

namespace ClusterEvents.Tests.Hosting;

/// <summary>A locked table, so that requests that read it stay in progress.</summary>
internal sealed class HeldTable(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    public static async Task<HeldTable> LockAsync(TestApp app, string table)
    {
        var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        var transaction = await connection.BeginTransactionAsync(TestApp.Cancel);
        await using var hold = new NpgsqlCommand($"lock table {table} in access exclusive mode", connection);
        await hold.ExecuteNonQueryAsync(TestApp.Cancel);
        return new(connection, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
