using ClusterEvents.EventStore.Integrity;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>Stored rows of a projection, in the order of the positions that created them, read on demand.</summary>
internal sealed class StoredRows<TRow>(SnapshotRows rows, Func<NpgsqlDataReader, TRow> from) where TRow : AuditedRow
{
    private TRow? _next = rows.There ? from(rows.Row) : null;

    /// <summary>Takes the rows up to a position.</summary>
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
