using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// The clock of this machine beside that of the database. It decides which tokens are valid, which day it is, and what
/// is overdue. <see cref="IssuerCheck"/> compares it with the clock of the issuer, whose answer tells the time.
/// </summary>
internal sealed class ClockCheck(TimeProvider time) : IFaultCheck
{
    public string About => "clock";

    public async Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        if (database is null) return [];
        await using var connection = await database.OpenConnectionAsync(cancel);
        var asked = time.GetUtcNow();
        var told = await StoreFacts.NowAsync(connection, cancel);
        var fault = ClockDifference.FaultOf("clock of the database", told, asked, time.GetUtcNow());
        return fault is null ? [] : [fault];
    }
}
