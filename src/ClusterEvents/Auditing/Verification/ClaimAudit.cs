using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks that each unique value is claimed by the stream whose entries contain it. Otherwise a free name could be
/// rejected, or a taken one given to another stream.
/// </summary>
/// <remarks>Only cities, clusters and campaigns make claims, so all of them fit in memory.</remarks>
internal sealed class ClaimAudit(EventCatalogue catalogue, Findings findings)
{
    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        var expected = await ExpectedAsync(snapshot, cancel);
        await using var query = new NpgsqlCommand(
            $"select claim, stream from {ClaimTable.Name} order by claim", snapshot.Connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (claim, stream) = (rows.GetString(0), rows.GetString(1));
            if (!expected.Remove(claim, out var holder))
                findings.Add("claim-superfluous", $"claim {claim}", $"`{stream}` holds it, and no entry says so.");
            else if (holder != stream)
                findings.Add("claim-altered", $"claim {claim}", $"`{stream}` holds it instead of `{holder}`.");
        }

        foreach (var (claim, holder) in expected)
            findings.Add("claim-missing", $"claim {claim}", $"`{holder}` does not hold it, and another could take it.");
    }

    /// <summary>The claims according to the entries, by stream.</summary>
    private async Task<Dictionary<string, string>> ExpectedAsync(Snapshot snapshot, CancellationToken cancel)
    {
        var claiming = catalogue.Types.Where(type => type.MakesClaims)
            .SelectMany(type => type.Shapes).Select(shape => shape.StoredName);
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, stream) in await StreamRows.WithTypesAsync(
            snapshot.Connection, claiming, catalogue, cancel))
            foreach (var claim in stream.Entries.SelectMany(entry => ClaimChange.Held(entry, catalogue)))
                expected[claim.Text] = key.ToString();
        return expected;
    }
}
