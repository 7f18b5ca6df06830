using ClusterEvents.Domain.Model;
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
        var claims = expected.Keys.ToHashSet();
        await using var query = new NpgsqlCommand(
            $"select claim, stream from {ClaimTable.Name} order by claim", snapshot.Connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (claim, stream) = (rows.GetString(0), rows.GetString(1));
            if (!expected.Remove(claim, out var holders))
                findings.Add("claim-superfluous", $"claim {claim}", $"`{stream}` holds it, and no entry says so.");
            else if (!holders.Contains(stream))
                findings.Add("claim-altered", $"claim {claim}",
                    $"`{stream}` holds it instead of `{string.Join("` or `", holders)}`.");
        }

        foreach (var (claim, holders) in expected.Where(one => !one.Value.All(stream => IsMerged(stream, claims))))
            findings.Add("claim-missing", $"claim {claim}",
                $"`{string.Join("` or `", holders)}` does not hold it, and another could take it.");
    }

    /// <summary>
    /// Whether a stream is that of a merged city: another may have taken over its code, and given it up again since.
    /// </summary>
    private static bool IsMerged(string stream, HashSet<string> claims) =>
        StreamKey.Parse(stream) is { Kind: StreamKinds.City } key && claims.Contains(Claim.OfAbsorbed(new(key.Id)));

    /// <summary>
    /// The claims according to the entries, and the streams that may hold each: several where a city uses the code of
    /// one that was merged before.
    /// </summary>
    private async Task<Dictionary<string, List<string>>> ExpectedAsync(Snapshot snapshot, CancellationToken cancel)
    {
        var claiming = catalogue.Types.Where(type => type.MakesClaims)
            .SelectMany(type => type.Shapes).Select(shape => shape.StoredName);
        var expected = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (key, stream) in await StreamRows.WithTypesAsync(
            snapshot.Connection, claiming, catalogue, cancel))
            foreach (var claim in ClaimChange.Held(stream, catalogue))
            {
                if (!expected.TryGetValue(claim.Text, out var holders)) expected[claim.Text] = holders = [];
                holders.Add(key.ToString());
            }

        return expected;
    }
}
