using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>Which record a server has, and whether it takes writes.</summary>
/// <param name="Store">Its <see cref="StoreIdentity"/>; null if the login may not know it.</param>
/// <param name="First">Its first event and the time of it; null if there is none that the login may read.</param>
/// <param name="Started">When the server started, by which the primary is told from a copy of it.</param>
/// <param name="Replicates">Whether it is a standby.</param>
internal sealed record ServerIdentity(string? Store, string? First, DateTime Started, bool Replicates)
{
    public static async Task<ServerIdentity> OfAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var store = await UnlessRefusedAsync(async () => await StoreIdentity.OfAsync(connection, cancel));
        var first = await UnlessRefusedAsync(() => FirstAsync(connection, cancel));
        await using var query = new NpgsqlCommand(
            "select pg_postmaster_start_time(), pg_is_in_recovery()", connection);
        await using var row = await query.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(store, first, row.GetDateTime(0), row.GetBoolean(1));
    }

    /// <summary>
    /// Why pages that this server answers would not be those of the primary; null if they are. A copy that was promoted
    /// has the same identity, and from then on another record.
    /// </summary>
    public string? DifferenceTo(ServerIdentity primary) =>
        !HasRecordOf(primary)
            ? "It has another record than ConnectionStrings__ClusterEvents, so that no page is read there. Name a "
                + "standby of that database in ConnectionStrings__Reads, or leave it out."
        : !Replicates && Started != primary.Started
            ? "It takes writes of its own instead of replicating ConnectionStrings__ClusterEvents, so that no page is "
                + "read there. Make it a standby again, or name another in ConnectionStrings__Reads."
        : null;

    private bool HasRecordOf(ServerIdentity primary) =>
        Store is not null && primary.Store is not null ? Store == primary.Store : First == primary.First;

    private static async Task<string?> FirstAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            "select id || ' ' || extract(epoch from timestamp) from clusterevents.mt_events order by seq_id limit 1",
            connection);
        return await query.ExecuteScalarAsync(cancel) as string;
    }

    private static async Task<string?> UnlessRefusedAsync(Func<Task<string?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (PostgresException exception) when (exception.SqlState
            is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.InvalidSchemaName)
        {
            return null;
        }
    }
}
