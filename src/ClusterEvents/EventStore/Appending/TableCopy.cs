using System.Buffers;
using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Writes many rows through COPY, which takes them as they come and makes nothing of them in between: from about a
/// hundred on, that is the least work for both sides.
/// </summary>
internal sealed class TableCopy<TRow>(string table, IReadOnlyList<StoreColumn<TRow>> columns)
{
    /// <summary>Rows are sent as soon as they are more than these bytes.</summary>
    private const int Portion = 32 * 1024;

    /// <summary>How a copy begins: the signature, no flags, no extension of the header.</summary>
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly string _copy =
        $"copy {table} ({string.Join(", ", columns.Select(column => column.Name))}) from stdin (format binary)";

    /// <summary>Adds the rows in the transaction that the connection is in.</summary>
    /// <exception cref="PostgresException">One of them is there already; none was added.</exception>
    public async Task WriteAsync(NpgsqlConnection connection, IEnumerable<TRow> rows, CancellationToken cancel)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(_copy, cancel);
        try
        {
            await SendAsync(rows, copy, cancel);
        }
        catch
        {
            await GiveUpAsync(copy);
            throw;
        }
    }

    /// <summary>What was sent so far must not pass for all of it; where the connection is gone, it does not.</summary>
    private static async Task GiveUpAsync(NpgsqlRawCopyStream copy)
    {
        try
        {
            await copy.CancelAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or InvalidOperationException)
        {
            // Report the original reason to the caller.
        }
    }

    private async Task SendAsync(IEnumerable<TRow> rows, NpgsqlRawCopyStream copy, CancellationToken cancel)
    {
        var portion = new ArrayBufferWriter<byte>(Portion + Portion / 4);
        portion.Write(Header);
        foreach (var row in rows)
        {
            BinaryFormat.PutInt16(portion, (short)columns.Count);
            foreach (var column in columns) column.Write(portion, row);
            if (portion.WrittenCount < Portion) continue;
            await copy.WriteAsync(portion.WrittenMemory, cancel);
            portion.ResetWrittenCount();
        }

        BinaryFormat.PutInt16(portion, BinaryFormat.NoMoreRows);
        await copy.WriteAsync(portion.WrittenMemory, cancel);
    }
}
