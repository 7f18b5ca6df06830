using Npgsql;

namespace ClusterEvents.Tests.LocalPostgres;

/// <summary>One statement on one unpooled connection, so that no test leaves a session behind.</summary>
internal static class Database
{
    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        return connection;
    }

    public static async Task<object?> RunAsync(string connectionString, string sql, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(connectionString, cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
