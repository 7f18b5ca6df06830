using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>Whether this node has the private key with which the log is sealed.</summary>
internal sealed class LogKeyCheck(LogKeys keys) : IFaultCheck
{
    public string About => "key of the log";

    public async Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        if (database is null || !await RecordedEvents.HaveTablesAsync(database, cancel)) return [];
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await keys.FaultAsync(connection, cancel) is { } fault ? [new(About, fault)] : [];
    }
}
