using System.Collections.Immutable;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// The table of claims. Its primary key prevents two nodes from taking the same claim at once; released claims are
/// protected by the version of the stream, which every correction increments.
/// </summary>
internal static class ClaimTable
{
    public const string Name = "clusterevents.claim";

    /// <summary>The claims among these that a stream holds.</summary>
    public static async Task<ImmutableHashSet<string>> HeldAsync(
        NpgsqlDataSource database, IReadOnlyCollection<string> texts, CancellationToken cancel)
    {
        if (texts.Count == 0) return [];
        await using var query = database.CreateCommand($"select claim from {Name} where claim = any($1)");
        query.Parameters.Add(new() { Value = texts.ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var held = ImmutableHashSet.CreateBuilder<string>();
        while (await rows.ReadAsync(cancel)) held.Add(rows.GetString(0));
        return held.ToImmutable();
    }

    /// <summary>
    /// Writes the changes of claims in the order of the events, because one may take what an earlier one released.
    /// </summary>
    public static async Task WriteAsync(
        IEnumerable<AcceptedEvent> accepted, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        void Add(string sql, string claim, StreamKey stream) => batch.BatchCommands.Add(new(sql)
        {
            Parameters = { new() { Value = claim }, new() { Value = stream.ToString() } },
        });

        foreach (var (stream, change) in accepted.Select(accepted => (accepted.Stream, accepted.Claims)))
        {
            foreach (var claim in change.Released)
                Add($"delete from {Name} where claim = $1 and stream = $2", claim, stream);
            foreach (var claim in change.Taken)
                Add($"insert into {Name} (claim, stream) values ($1, $2)", claim.Text, stream);
        }

        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancel);
    }
}
