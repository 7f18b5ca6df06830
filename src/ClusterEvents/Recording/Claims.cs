using System.Collections.Immutable;
using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>A text that only one stream may hold, and the refusal that meets the second one.</summary>
public sealed record Claim(string Text, Refusal Taken);

/// <summary>
/// What an activity takes for its stream, and what it gives back. A correction moves the claims of the entry that it is
/// about: they are those of the entry as it reads, and a retracted entry claims nothing.
/// </summary>
public sealed record ClaimChange(IReadOnlyList<Claim> Taken, IReadOnlyList<string> Released)
{
    public static ClaimChange Of(Activity activity, StreamKey stream, Known known)
    {
        var after = activity is ICorrection correction && known[stream].Find(correction.TargetEventId) is { } target
            ? Held(correction.Correct(target, known.Catalogue), known.Catalogue) : Of(activity, known.Catalogue);
        var before = activity is ICorrection about && known[stream].Find(about.TargetEventId) is { } entry
            ? Held(entry, known.Catalogue) : [];
        return new([.. after.ExceptBy(before.Select(TextOf), TextOf)],
            [.. before.Select(TextOf).Except(after.Select(TextOf))]);
    }

    /// <summary>What an entry holds as it reads.</summary>
    public static Claim[] Held(Reading reading, Catalogue catalogue) =>
        reading.Retracted ? [] : Of(reading.Activity, catalogue);

    private static Claim[] Of(Activity activity, Catalogue catalogue) =>
        [.. catalogue.TypeOf(activity).Claims(activity)];

    private static string TextOf(Claim claim) => claim.Text;
}

/// <summary>
/// The table of what streams hold. Its primary key keeps two nodes from taking the same at the same moment; what a
/// stream gives back is guarded by the version of that stream, which every correction raises.
/// </summary>
internal static class ClaimRows
{
    public const string Name = "clusterevents.claim";

    /// <summary>Those of the texts that some stream holds.</summary>
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
    /// Writes what the entries take and give back, in their order: one may take what another gave back.
    /// </summary>
    public static async Task WriteAsync(
        IEnumerable<Entry> entries, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        void Add(string sql, string claim, StreamKey stream) => batch.BatchCommands.Add(new(sql)
        {
            Parameters = { new() { Value = claim }, new() { Value = stream.ToString() } },
        });

        foreach (var (stream, change) in entries.Select(entry => (entry.Stream, entry.Claims)))
        {
            foreach (var claim in change.Released)
                Add($"delete from {Name} where claim = $1 and stream = $2", claim, stream);
            foreach (var claim in change.Taken)
                Add($"insert into {Name} (claim, stream) values ($1, $2)", claim.Text, stream);
        }

        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancel);
    }
}
