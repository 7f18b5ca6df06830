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

    /// <summary>Why it takes no writes; null if it does.</summary>
    public static async Task<string?> WhyItOnlyReadsAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select case when pg_is_in_recovery() then 'it is a standby, or in recovery'
              when current_setting('transaction_read_only')::boolean then 'default_transaction_read_only is on' end
            """, connection);
        return await query.ExecuteScalarAsync(cancel) as string;
    }

    /// <summary>The replication slots without a receiver that hold back more WAL than this, in bytes.</summary>
    public static async Task<IReadOnlyList<(string Name, long Held)>> IdleSlotsAsync(
        NpgsqlConnection connection, long moreThan, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select slot_name::text, held from pg_replication_slots,
              lateral (select pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn()
                else pg_current_wal_lsn() end, restart_lsn)::bigint as held) wal
            where not active and held > $1 order by held desc
            """, connection);
        query.Parameters.Add(new() { Value = moreThan });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var slots = new List<(string, long)>();
        while (await rows.ReadAsync(cancel)) slots.Add((rows.GetString(0), rows.GetInt64(1)));
        return slots;
    }
}
