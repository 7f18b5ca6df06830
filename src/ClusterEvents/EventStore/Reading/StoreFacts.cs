using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>What the database tells of its machine.</summary>
internal static class StoreFacts
{
    /// <summary>The time by its clock.</summary>
    public static async Task<DateTimeOffset> NowAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand("select clock_timestamp()", connection);
        return new((DateTime)(await query.ExecuteScalarAsync(cancel))!);
    }

    /// <summary>
    /// The folder of its data, if it is reached by a loopback address or a socket; null if it is not, or if this login
    /// may not know.
    /// </summary>
    public static async Task<string?> LocalFolderAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select setting from pg_settings where name = 'data_directory'
              and (inet_server_addr() is null or inet_server_addr() <<= '127.0.0.0/8' or inet_server_addr() = '::1')
            """, connection);
        return await query.ExecuteScalarAsync(cancel) as string;
    }
}
