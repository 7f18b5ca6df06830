using ClusterEvents.Domain.Decisions;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.TransparencyLog;
using JasperFx;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// The table of CloudEvents sources and to whom each belongs: to whoever used it first. A row never changes, so that
/// what was read once can be remembered.
/// </summary>
public sealed class SourceTable(NpgsqlDataSource database) : IPreparesStore
{
    public const string Name = $"{MartenStore.Schema}.source_owner";

    /// <summary>The row that says that the sources of the events before this table are in it.</summary>
    private const string Complete = "";

    private const string Insert =
        $"insert into {Name} (source, owner) select * from unnest($1, $2) on conflict do nothing";

    /// <summary>The owners of those among these sources that were used.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OwnersAsync(
        IReadOnlyCollection<string> sources, CancellationToken cancel)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var query = database.CreateCommand($"select source, owner from {Name} where source = any($1)");
        query.Parameters.Add(new() { Value = sources.ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) owners[rows.GetString(0)] = rows.GetString(1);
        return owners;
    }

    /// <summary>
    /// Writes the owners of sources that were used for the first time, in the transaction of the events.
    /// </summary>
    /// <exception cref="ConcurrencyException">Another node has given one to somebody else at that moment.</exception>
    public static async Task WriteAsync(
        IReadOnlyCollection<KeyValuePair<string, string>> taken, NpgsqlTransaction transaction,
        CancellationToken cancel)
    {
        if (taken.Count == 0) return;
        await using var insert = new NpgsqlCommand(Insert, transaction.Connection, transaction)
        {
            Parameters = { Texts(taken.Select(one => one.Key)), Texts(taken.Select(one => one.Value)) },
        };
        if (await insert.ExecuteNonQueryAsync(cancel) == taken.Count) return;
        await using var compare = new NpgsqlCommand(
            $"select from {Name} join unnest($1, $2) as t (source, owner) using (source) where t.owner <> {Name}.owner",
            transaction.Connection, transaction)
        {
            Parameters = { Texts(taken.Select(one => one.Key)), Texts(taken.Select(one => one.Value)) },
        };
        await using var others = await compare.ExecuteReaderAsync(cancel);
        if (await others.ReadAsync(cancel))
            throw new ConcurrencyException("Another recorder has taken a source.", null);
    }

    /// <summary>Enters the sources of the events that were recorded before this table existed.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        if ((await OwnersAsync([Complete], cancel)).Count > 0) return;
        await using var connection = await database.OpenConnectionAsync(cancel);
        var owners = (await ExpectedAsync(connection, cancel)).Where(one => one.Value is not null).ToArray();
        await using var command = database.CreateCommand(Insert);
        command.Parameters.Add(Texts(owners.Select(one => one.Key).Append(Complete)));
        command.Parameters.Add(Texts(owners.Select(one => one.Value!).Append("")));
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The rows of the table, without the one that says that it is complete.</summary>
    internal static async Task<Dictionary<string, string>> StoredAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        var stored = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var query = new NpgsqlCommand(
            $"select source, owner from {Name} where source <> '{Complete}'", connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) stored[rows.GetString(0)] = rows.GetString(1);
        return stored;
    }

    /// <summary>
    /// The owners of sources as they follow from the events: whoever recorded the first event of each, by its mark or
    /// else its name; null if that was erased.
    /// </summary>
    internal static async Task<Dictionary<string, string?>> ExpectedAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        var owners = new Dictionary<string, string?>(StringComparer.Ordinal);
        // Each spelling with who used it first, in the order of the first uses. Imports by the program take none.
        await using var query = new NpgsqlCommand(
            $"""
            select source, recorder, mark from (
              select distinct on (headers->>'{EventHeaders.Source}') headers->>'{EventHeaders.Source}' as source,
                user_name as recorder, headers->'{EventHeaders.Extensions}'->>'{Recorder.SourceOwner}' as mark, seq_id
              from {EventTables.Events}
              where headers ? '{EventHeaders.Source}' and user_name is not null and user_name <> $1
              order by headers->>'{EventHeaders.Source}', seq_id) first
            order by seq_id
            """, connection);
        query.Parameters.Add(new() { Value = Recorder.System.Name });
        // It reads all events of an existing record.
        query.CommandTimeout = 0;
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            if (SourceUri.KeyOf(rows.GetString(0)) is { } key)
                owners.TryAdd(key, OwnerOf(rows.GetString(1), rows[2] as string));
        return owners;
    }

    private static string? OwnerOf(string recorder, string? mark) => Recorder.IsMark(mark) ? mark
        : recorder == ActivityLeaf.Erased || mark == ActivityLeaf.Erased ? null : Recorder.OwnerMark(recorder);

    private static NpgsqlParameter<string[]> Texts(IEnumerable<string> texts) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, TypedValue = [.. texts] };
}
