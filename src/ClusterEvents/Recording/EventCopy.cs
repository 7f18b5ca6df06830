using JasperFx;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Recording;

/// <summary>
/// Appends many entries at once through COPY, which takes rows as they come and makes nothing of them in between. It
/// can only add, so it serves where every stream is new, as in most lines of an import.
/// </summary>
internal sealed class EventCopy(IDocumentStore store)
{
    /// <summary>
    /// Fewer are sooner written with one statement than with the several ways to the store that a COPY takes.
    /// </summary>
    private const int Fewest = 64;

    private static readonly string Streams =
        $"copy clusterevents.mt_streams ({Names(StoreColumns.OfStream)}) from stdin (format binary)";

    private readonly StoreColumn<Entry>[] _columns = new StoreColumns(store).OfEvent;

    /// <summary>Whether these can be copied: many, and all on streams that begin with them.</summary>
    public static bool Serves(IReadOnlyList<Entry> entries) =>
        entries.Count >= Fewest && StreamRow.Of(entries).All(stream => stream.Since == 0);

    /// <summary>Writes the entries in a transaction that the caller commits, and tells each its position.</summary>
    /// <exception cref="ConcurrencyException">Something is no longer as it was decided on.</exception>
    /// <exception cref="PostgresException">Another transaction has begun one of the streams meanwhile.</exception>
    public async Task WriteAsync(
        NpgsqlTransaction transaction, IReadOnlyList<Entry> entries,
        IReadOnlyCollection<KeyValuePair<StreamKey, FoldedStream>> read, CancellationToken cancel)
    {
        var connection = transaction.Connection!;
        await TakePositionsAsync(transaction, entries, read, cancel);
        await CopyAsync(connection, Streams, StreamRow.Of(entries), StoreColumns.OfStream, cancel);
        StoreColumn<Entry>[] columns =
            [new StoreColumn<Entry, long>("seq_id", NpgsqlDbType.Bigint, entry => entry.Position), .. _columns];
        await CopyAsync(connection, $"copy clusterevents.mt_events ({Names(columns)}) from stdin (format binary)",
            entries, columns, cancel);
    }

    /// <summary>
    /// Takes a position for each, in their order, where everything is as it was decided on: streams at their versions,
    /// no event of these ids, and none of the streams. One without an event would hold up the daemon until it is given
    /// up.
    /// </summary>
    private static async Task TakePositionsAsync(
        NpgsqlTransaction transaction, IReadOnlyList<Entry> entries,
        IReadOnlyCollection<KeyValuePair<StreamKey, FoldedStream>> read, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            with outdated as ({EventRows.Outdated}),
            begun as (select from clusterevents.mt_streams where id = any($4) limit 1)
            select nextval('clusterevents.mt_events_sequence') from generate_series(1, $5)
            where not exists (select from outdated) and not exists (select from begun)
            """, transaction.Connection, transaction);
        EventRows.AddOutdated(command, entries, read);
        command.Parameters.Add(StoreColumns.OfStream[0].Values(StreamRow.Of(entries)));
        command.Parameters.Add(new() { Value = entries.Count });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        foreach (var entry in entries)
            entry.Position = await rows.ReadAsync(cancel) ? rows.GetInt64(0)
                : throw new ConcurrencyException("Something has changed since it was decided on.", null);
    }

    private static async Task CopyAsync<TRow>(
        NpgsqlConnection connection, string copy, IEnumerable<TRow> rows,
        StoreColumn<TRow>[] columns, CancellationToken cancel)
    {
        await using var import = await connection.BeginBinaryImportAsync(copy, cancel);
        foreach (var row in rows)
        {
            await import.StartRowAsync(cancel);
            foreach (var column in columns) await column.WriteAsync(import, row, cancel);
        }

        await import.CompleteAsync(cancel);
    }

    private static string Names<TRow>(IEnumerable<StoreColumn<TRow>> columns) =>
        string.Join(", ", columns.Select(column => column.Name));
}
