using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// A name for a database that a copy of it does not have: of the cluster of servers, and of the database in it.
/// Standbys and what is promoted of them have the same.
/// </summary>
internal static class StoreIdentity
{
    public static async Task<string> OfAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select (select system_identifier from pg_control_system())::text || '-' || oid
            from pg_database where datname = current_database()
            """, connection);
        return (string)(await query.ExecuteScalarAsync(cancel))!;
    }
}
