using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>Whether the store takes writes.</summary>
internal sealed class WritesCheck : IFaultCheck
{
    public string About => "writes";

    public async Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        if (database is null) return [];
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await StoreFacts.WhyItOnlyReadsAsync(connection, cancel) is { } reason
            ? [new(About, StoreAdvice.ForOnlyReading(reason))] : [];
    }
}
