using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Rewrites the claims on names of campaigns that earlier versions made without the owner of the campaign. They were
/// unique among all campaigns, so that they are unique among those of one owner.
/// </summary>
public sealed class ClaimUpgrade(NpgsqlDataSource database, StreamStateCache streams, EventCatalogue catalogue)
    : IPreparesStore
{
    public async Task PrepareAsync(CancellationToken cancel)
    {
        var holders = await HoldersAsync(cancel);
        if (holders.Length == 0) return;
        var campaigns = await streams.ReadAsync(holders, cancel);
        (string Claim, string Stream)[] held = [.. campaigns.SelectMany(campaign =>
            ClaimChange.Held(campaign.Value, catalogue), (campaign, claim) => (claim.Text, campaign.Key.ToString()))];
        // One statement, so that a name is never free in between.
        await using var rewrite = database.CreateCommand(
            $"""
            with earlier as (delete from {ClaimTable.Name} where claim like 'CAMPAIGN %')
            insert into {ClaimTable.Name} (claim, stream) select * from unnest($1, $2) on conflict do nothing
            """);
        rewrite.Parameters.Add(new() { Value = held.Select(one => one.Claim).ToArray() });
        rewrite.Parameters.Add(new() { Value = held.Select(one => one.Stream).ToArray() });
        await rewrite.ExecuteNonQueryAsync(cancel);
    }

    private async Task<StreamKey[]> HoldersAsync(CancellationToken cancel)
    {
        var holders = new HashSet<StreamKey>();
        await using var query = database.CreateCommand(
            $"select stream from {ClaimTable.Name} where claim like 'CAMPAIGN %'");
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) holders.Add(StreamKey.Parse(rows.GetString(0)));
        return [.. holders];
    }
}
