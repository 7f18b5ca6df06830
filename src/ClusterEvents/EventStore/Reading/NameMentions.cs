using System.Text.Json;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Schema;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Finds where erased names occur outside of the entry: in other entries, and in tables that do not follow from events,
/// such as reports, messages that were not delivered, and timelines of an earlier version.
/// </summary>
/// <remarks>Reads all rows: an erasure is rare, and what it leaves behind must be known.</remarks>
public sealed class NameMentions(NpgsqlDataSource database, IEnumerable<IStoreTables> rooms)
{
    /// <summary>The maximum number of other entries that are named.</summary>
    private const int MostNamed = 100;

    /// <param name="names">The names.</param>
    /// <param name="but">The positions of events that are left out.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<IReadOnlyList<NameMention>> FindAsync(
        IReadOnlyCollection<string> names, IReadOnlyCollection<long> but, CancellationToken cancel)
    {
        if (names.Count == 0) return [];
        // Messages are stored as JSON that may write other letters than those of ASCII as escape sequences.
        names = [.. names.Concat(names.Select(name => JsonEncodedText.Encode(name).ToString())).Distinct()];
        await using var connection = await database.OpenConnectionAsync(cancel);
        var mentions = new List<NameMention>();
        await using (var query = Query(connection,
            $"""
            select id from {EventTables.Events} where type <> 'tombstone' and not seq_id = any($2)
              and {AnyIn("data::text || headers::text || coalesce(user_name, '')")}
            order by seq_id limit {MostNamed}
            """, names))
        {
            query.Parameters.Add(new() { Value = but.ToArray() });
            await using var rows = await query.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) mentions.Add(new("other-entry", rows.GetGuid(0)));
        }

        foreach (var (table, bytes) in await TablesAsync(connection, cancel))
        {
            var inBytes = string.Concat(bytes.Select(column =>
                " or exists (select from unnest($1) name "
                + $"where position(convert_to(name, 'UTF8') in t.{column}) > 0)"));
            await using var query = Query(connection,
                $"select count(*) from {table} t where {AnyIn("t::text")}{inBytes}", names);
            if (await query.ExecuteScalarAsync(cancel) is long and > 0 and var count)
                mentions.Add(new(table, Rows: count));
        }

        return mentions;
    }

    /// <summary>The tables that do not follow from events, each with its columns of bytes.</summary>
    private async Task<List<(string Table, string[] Bytes)>> TablesAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        HashSet<string> following =
        [
            EventTables.Events, EventTables.Streams,
            .. rooms.SelectMany(room => room.Tables.Select(table => table.Identifier.QualifiedName)
                .Except(room.AppendOnly)),
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

    private static string AnyIn(string text) =>
        $"exists (select from unnest($1) name where strpos(lower({text}), lower(name)) > 0)";

    private static NpgsqlCommand Query(NpgsqlConnection connection, string sql, IEnumerable<string> names) =>
        new(sql, connection) { CommandTimeout = 0, Parameters = { new() { Value = names.ToArray() } } };
}
