using ClusterEvents.EventStore.Integrity;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>Rows of a projection in the order of the positions that made them, read as they are needed.</summary>
internal sealed class StoredRows<TRow>(SnapshotRows rows, Func<NpgsqlDataReader, TRow> from) where TRow : AuditedRow
{
    private TRow? _next = rows.There ? from(rows.Row) : null;

    /// <summary>The rows, not taken yet, of positions up to one.</summary>
    public async Task<IReadOnlyList<TRow>> UpToAsync(long position, CancellationToken cancel)
    {
        List<TRow>? taken = null;
        while (_next is { } row && row.KnownFrom <= position)
        {
            (taken ??= []).Add(row);
            await rows.AdvanceAsync(cancel);
            _next = rows.There ? from(rows.Row) : null;
        }

        return taken ?? (IReadOnlyList<TRow>)[];
    }
}
