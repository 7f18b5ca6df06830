using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>Transactions of others for which recordings, timelines or the log wait at the moment.</summary>
/// <param name="atLeast">The age from which an open transaction is told; that of health by default.</param>
internal sealed class HoldersCheck(TimeSpan? atLeast = null) : IFaultCheck
{
    public string About => "open transactions";

    public async Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        if (database is null || !await RecordedEvents.HaveTablesAsync(database, cancel)) return [];
        var holders = new TimelineHolders(database, atLeast);
        // First what may keep the tables from being asked.
        var blocking = await holders.BlockingAsync(cancel);
        return blocking.Count > 0
            ? [.. blocking.Select(holder => new InstallationFault(About, holder.AdviseOnLock()))]
            : [.. (await holders.FindAtOnceAsync(cancel))
                .Select(holder => new InstallationFault(About, holder.Advise()))];
    }
}
