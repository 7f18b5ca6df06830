using System.Text.RegularExpressions;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Schema;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Finds where erased names occur outside of the entry: in other entries, and in tables that do not follow from events,
/// such as reports, messages that were not delivered, sheets that were uploaded, and timelines of an earlier version.
/// </summary>
/// <remarks>
/// Reads all rows, and compares as <see cref="NamesInTexts"/> does, because a name is also written without diacritics
/// or in capitals: an erasure is rare, and what it leaves behind must be known.
/// </remarks>
public sealed partial class NameMentions(NpgsqlDataSource database, IEnumerable<IStoreTables> rooms)
{
    /// <summary>The maximum number of other entries that are named.</summary>
    private const int MostNamed = 100;

    /// <param name="names">The names.</param>
    /// <param name="but">The positions of events that are left out.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<IReadOnlyList<NameMention>> FindAsync(
        NamesInTexts names, IReadOnlyCollection<long> but, CancellationToken cancel)
    {
        if (names.Names.Count == 0) return [];
        await using var connection = await database.OpenConnectionAsync(cancel);
        var mentions = await InEventsAsync(names, but, connection, cancel);
        foreach (var (table, bytes) in await TablesAsync(connection, cancel))
            if (await CountAsync(names, table, bytes, connection, cancel) is > 0 and var count)
                mentions.Add(new(table, Rows: count));
        return mentions;
    }

    private static async Task<List<NameMention>> InEventsAsync(
        NamesInTexts names, IReadOnlyCollection<long> but, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            select id, concat_ws(' ', data::text, headers::text, user_name) from {EventTables.Events}
            where type <> 'tombstone' and not seq_id = any($1) order by seq_id
            """, connection)
        { CommandTimeout = 0, Parameters = { new() { Value = but.ToArray() } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var (mentions, more) = (new List<NameMention>(), 0L);
        while (await rows.ReadAsync(cancel))
            if (!names.OccurIn(Unescaped(rows.GetString(1)))) continue;
            else if (mentions.Count < MostNamed) mentions.Add(new("other-entry", rows.GetGuid(0)));
            else more++;
        if (more > 0) mentions.Add(new("more-entries", Rows: more));
        return mentions;
    }

    private static async Task<long> CountAsync(
        NamesInTexts names, string table, string[] bytes, NpgsqlConnection connection, CancellationToken cancel)
    {
        var columns = string.Concat(bytes.Select(column => $", t.{column}"));
        await using var query = new NpgsqlCommand($"select t::text{columns} from {table} t", connection)
        {
            CommandTimeout = 0,
        };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var count = 0L;
        while (await rows.ReadAsync(cancel))
            if (Enumerable.Range(0, rows.FieldCount).Where(column => !rows.IsDBNull(column))
                .SelectMany(column => column == 0 ? [rows.GetString(0)]
                    : StoredBytes.TextsOf(rows.GetFieldValue<byte[]>(column)))
                .Any(text => names.OccurIn(Unescaped(text)))) count++;
        return count;
    }

    /// <summary>
    /// JSON in which letters other than those of ASCII may be written as escape sequences, with these letters.
    /// PostgreSQL doubles backslashes where it writes a row as text.
    /// </summary>
    private static string Unescaped(string text) => !text.Contains("\\u", StringComparison.Ordinal) ? text
        : Escape().Replace(text, found => ((char)Convert.ToUInt16(found.Groups[1].Value, 16)).ToString());

    [GeneratedRegex(@"\\+u([0-9a-fA-F]{4})")]
    private static partial Regex Escape();

    /// <summary>The tables that do not follow from events, each with its columns of bytes.</summary>
    private async Task<List<(string Table, string[] Bytes)>> TablesAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        HashSet<string> following =
        [
            EventTables.Events, EventTables.Streams,
            .. rooms.SelectMany(room => room.Tables.Select(table => table.Identifier.QualifiedName)
                .Except(room.AppendOnly).Except(room.HoldWhatWasSent)),
        ];
        await using var query = new NpgsqlCommand(
            $"""
            select format('%I.%I', t.table_schema, t.table_name),
              array(select format('%I', c.column_name) from information_schema.columns c
                where c.table_schema = t.table_schema and c.table_name = t.table_name and c.data_type = 'bytea')
            from information_schema.tables t
            where t.table_schema in ('{MartenStore.Schema}', '{MartenStore.MessageSchema}')
              and t.table_type = 'BASE TABLE'
            order by 1
            """, connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var tables = new List<(string, string[])>();
        while (await rows.ReadAsync(cancel))
            if (!following.Contains(rows.GetString(0)))
                tables.Add((rows.GetString(0), rows.GetFieldValue<string[]>(1)));
        return tables;
    }
}
