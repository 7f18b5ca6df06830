using ClusterEvents.EventStore.Integrity;
using Npgsql;

namespace ClusterEvents.Auditing.Reports;

/// <summary>Finds reports of verifications that were taken out or changed.</summary>
/// <remarks>
/// It reads after the snapshot: what this node remembers may be a report that was kept since then.
/// </remarks>
internal sealed class ReportCheck(NpgsqlDataSource database, ReportSignatures signatures, RememberedReports remembered)
    : IIntegrityCheck
{
    public string Name => "reports";

    public async Task<IReadOnlyList<Breach>> FindAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var file = await remembered.FileAsync(connection, cancel);
        var known = RememberedReports.Read(file);
        var chain = await ReportChain.ReadAsync(connection, await signatures.KeysAsync(connection, cancel), cancel);
        var found = chain.Find().ToList();
        if (known is not null && !chain.Has(known)) found.Add(ReportChain.Missing(known, file));
        return found;
    }
}
