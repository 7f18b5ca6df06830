using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using JasperFx;
using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// The table of claims. Its primary key prevents two nodes from taking the same claim at once; released claims are
/// protected by the version of the stream, which every correction increments.
/// </summary>
internal static class ClaimTable
{
    public const string Name = "clusterevents.claim";

    /// <summary>
    /// The lock of mergers, held to the end of a transaction that records or corrects one: two mergers that each know
    /// nothing of the other could form a circle.
    /// </summary>
    private const string LockMergers = "select pg_advisory_xact_lock(hashtext('clusterevents mergers'))";

    private const string Insert = $"insert into {Name} (claim, stream) values ($1, $2)";

    /// <summary>Holds again what nobody else holds.</summary>
    private const string InsertIfFree = $"{Insert} on conflict (claim) do nothing";

    /// <summary>Takes over the claim of a city that was merged into another one.</summary>
    private const string InsertOrTakeOver =
        $"""
        {Insert} on conflict (claim) do update set stream = excluded.stream
        where exists (select from {Name} merger where merger.claim = 'absorbed ' || split_part(claim.stream, '/', 2))
        """;

    /// <summary>The claims among these that are held, and the stream that holds each.</summary>
    public static async Task<Dictionary<string, StreamKey>> HeldAsync(
        NpgsqlDataSource database, IReadOnlyCollection<string> texts, CancellationToken cancel)
    {
        var held = new Dictionary<string, StreamKey>(StringComparer.Ordinal);
        if (texts.Count == 0) return held;
        await using var query = database.CreateCommand($"select claim, stream from {Name} where claim = any($1)");
        query.Parameters.Add(new() { Value = texts.ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) held[rows.GetString(0)] = StreamKey.Parse(rows.GetString(1));
        return held;
    }

    /// <summary>Takes the lock of mergers if one of these events changes one; before the events are inserted.</summary>
    public static async Task LockAsync(
        IEnumerable<AcceptedEvent> accepted, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        if (!accepted.Any(one => one.Claims.ChangesMergers)) return;
        await using var command = new NpgsqlCommand(LockMergers, transaction.Connection, transaction);
        await command.ExecuteNonQueryAsync(cancel);
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
                Add(claim.From is null ? Insert : InsertOrTakeOver, claim.Text, stream);
            foreach (var returned in change.Returned) Add(InsertIfFree, returned.Claim.Text, returned.City.Stream);
        }

        if (batch.BatchCommands.Count == 0) return;
        await batch.ExecuteNonQueryAsync(cancel);
        if (batch.BatchCommands.Cast<NpgsqlBatchCommand>().Any(
            command => command.CommandText == InsertOrTakeOver && command.RecordsAffected == 0))
            throw new ConcurrencyException("Another stream has taken a claim since it was decided on.", null);
    }
}
