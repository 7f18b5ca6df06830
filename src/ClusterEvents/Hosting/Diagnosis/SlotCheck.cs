using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// Replication slots that nobody receives from: the database keeps all WAL for them, until its disk is full.
/// </summary>
/// <param name="allowed">How much WAL a slot may hold back, in bytes.</param>
internal sealed class SlotCheck(long allowed = 1L << 30) : IFaultCheck
{
    public string About => "replication slots";

    public async Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        if (database is null) return [];
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. (await StoreFacts.IdleSlotsAsync(connection, allowed, cancel)).Select(slot => new InstallationFault(
            $"replication slot {slot.Name}", $"Nobody receives from the replication slot {slot.Name}, for which the "
                + $"database keeps {DiskCheck.Words(slot.Held)} of WAL until its disk is full. Start its standby, or "
                + $"run `select pg_drop_replication_slot('{slot.Name}')`."))];
    }
}
