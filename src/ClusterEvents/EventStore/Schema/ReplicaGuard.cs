using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Holds every new connection to a standby against the primary: positions of another record can be compared with those
/// of this one, and would say that it is up to date. A host may come back as another server while the program runs.
/// </summary>
internal sealed class ReplicaGuard(NpgsqlDataSource store)
{
    private ServerIdentity? _primary;

    /// <exception cref="AnotherRecordException">The server is no standby of the primary.</exception>
    public async Task RequireSameRecordAsync(NpgsqlConnection connection)
    {
        var found = await ServerIdentity.OfAsync(connection, CancellationToken.None);
        if (found.DifferenceTo(await PrimaryAsync()) is { } difference) throw new AnotherRecordException(difference);
    }

    /// <summary>The primary as it is, or while it is away as it was.</summary>
    private async Task<ServerIdentity> PrimaryAsync()
    {
        try
        {
            await using var connection = await store.OpenConnectionAsync();
            return _primary = await ServerIdentity.OfAsync(connection, CancellationToken.None);
        }
        catch (Exception exception) when (_primary is not null && Failures.StoreIsAway(exception))
        {
            return _primary;
        }
    }
}
