using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>Rows of a projection in the order of the positions that made them, read as they are needed.</summary>
internal sealed class StoredRows<TRow> : IAsyncDisposable where TRow : AuditedRow
{
    private readonly Snapshot _snapshot;
    private readonly NpgsqlDataReader _rows;
    private readonly Func<NpgsqlDataReader, TRow> _from;
    private TRow? _next;

    internal StoredRows(Snapshot snapshot, NpgsqlDataReader rows, Func<NpgsqlDataReader, TRow> from) =>
        (_snapshot, _rows, _from) = (snapshot, rows, from);

    /// <summary>The rows, not taken yet, of positions up to one.</summary>
    public async Task<IReadOnlyList<TRow>> UpToAsync(long position, CancellationToken cancel)
    {
        List<TRow>? taken = null;
        while (_next is { } row && row.KnownFrom <= position)
        {
            (taken ??= []).Add(row);
            await AdvanceAsync(cancel);
        }

        return taken ?? (IReadOnlyList<TRow>)[];
    }

    public async ValueTask DisposeAsync()
    {
        await _rows.DisposeAsync();
        await _snapshot.DisposeAsync();
    }

    internal async Task AdvanceAsync(CancellationToken cancel) =>
        _next = await _rows.ReadAsync(cancel) ? _from(_rows) : null;
}

internal static class StoredRows
{
    /// <summary>Begins to read on a connection of its own, which sees the same moment.</summary>
    public static async Task<StoredRows<TRow>> OpenAsync<TRow>(
        Snapshot moment, string query, Func<NpgsqlDataReader, TRow> from, CancellationToken cancel)
        where TRow : AuditedRow
    {
        var snapshot = await moment.ShareAsync(cancel);
        await using var command = new NpgsqlCommand(query, snapshot.Connection) { CommandTimeout = 0 };
        var rows = new StoredRows<TRow>(snapshot, await command.ExecuteReaderAsync(cancel), from);
        await rows.AdvanceAsync(cancel);
        return rows;
    }
}
