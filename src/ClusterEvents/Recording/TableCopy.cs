using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>
/// Writes many rows through COPY, which takes them as they come and makes nothing of them in between: from about a
/// hundred on, that is the least work for both sides.
/// </summary>
internal sealed class TableCopy<TRow>(string table, IReadOnlyList<StoreColumn<TRow>> columns)
{
    private readonly string _copy =
        $"copy {table} ({string.Join(", ", columns.Select(column => column.Name))}) from stdin (format binary)";

    /// <summary>Adds the rows in the transaction that the connection is in.</summary>
    /// <exception cref="PostgresException">One of them is there already; none was added.</exception>
    public async Task WriteAsync(NpgsqlConnection connection, IEnumerable<TRow> rows, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(_copy, cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var column in columns) await column.WriteAsync(copy, row, cancel);
        }

        await copy.CompleteAsync(cancel);
    }
}
