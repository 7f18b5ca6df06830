using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Rewrites the claims on names of campaigns that earlier versions made without the owner of the campaign, or without
/// the cities that launched it for themselves. They were unique among more campaigns, so they stay unique.
/// </summary>
public sealed class ClaimUpgrade(NpgsqlDataSource database, StreamStateCache streams, EventCatalogue catalogue)
    : IPreparesStore
{
    /// <summary>
    /// The claims of earlier versions: without an owner, or those of streams of which something is, or was, of cities
    /// alone.
    /// </summary>
    private const string Earlier =
        $$"""
        select claim, stream from {{ClaimTable.Name}} c
        where claim like 'CAMPAIGN %' or (claim like 'CAMPAIGN-OF %' and exists (
          select from {{EventTables.Events}} e where e.stream_id = c.stream and e.data::text like '%"City"%'))
        """;

    public async Task PrepareAsync(CancellationToken cancel)
    {
        var stored = await StoredAsync(cancel);
        if (stored.Count == 0) return;
        var campaigns = await streams.ReadAsync(
            [.. stored.Select(one => StreamKey.Parse(one.Stream)).Distinct()], cancel);
        var held = campaigns.SelectMany(campaign => ClaimChange.Held(campaign.Value, catalogue),
            (campaign, claim) => (Claim: claim.Text, Stream: campaign.Key.ToString())).ToHashSet();
        var (earlier, missing) = (stored.Except(held).ToArray(), held.Except(stored).ToArray());
        if (earlier.Length == 0) return;
        // One statement, so that a name is never free in between.
        await using var rewrite = database.CreateCommand(
            $"""
            with earlier as (delete from {ClaimTable.Name} where (claim, stream) in (select * from unnest($1, $2)))
            insert into {ClaimTable.Name} (claim, stream) select * from unnest($3, $4) on conflict do nothing
            """);
        foreach (var rows in new[] { earlier, missing })
        {
            rewrite.Parameters.Add(new() { Value = rows.Select(one => one.Claim).ToArray() });
            rewrite.Parameters.Add(new() { Value = rows.Select(one => one.Stream).ToArray() });
        }

        await rewrite.ExecuteNonQueryAsync(cancel);
    }

    private async Task<HashSet<(string Claim, string Stream)>> StoredAsync(CancellationToken cancel)
    {
        var stored = new HashSet<(string, string)>();
        await using var query = database.CreateCommand(Earlier);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) stored.Add((rows.GetString(0), rows.GetString(1)));
        return stored;
    }
}
