using Npgsql;

namespace ClusterEvents.EventStore.Integrity;

/// <summary>The rows of a query, on a connection of its own in the shared snapshot.</summary>
internal sealed class SnapshotRows : IAsyncDisposable
{
    private readonly Snapshot _snapshot;

    private SnapshotRows(Snapshot snapshot, NpgsqlDataReader row) => (_snapshot, Row) = (snapshot, row);

    /// <summary>The current row.</summary>
    public NpgsqlDataReader Row { get; }

    /// <summary>Whether there is a current row; false after the last.</summary>
    public bool There { get; private set; }

    /// <summary>Starts a query and reads its first row.</summary>
    public static SnapshotQuery Open(Snapshot moment, string query, CancellationToken cancel) =>
        new(OpenAsync(moment, query, cancel));

    public async Task AdvanceAsync(CancellationToken cancel) => There = await Row.ReadAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await Row.DisposeAsync();
        await _snapshot.DisposeAsync();
    }

    private static async Task<SnapshotRows> OpenAsync(Snapshot moment, string query, CancellationToken cancel)
    {
        var snapshot = await moment.ShareAsync(cancel);
        try
        {
            await using var command = new NpgsqlCommand(query, snapshot.Connection) { CommandTimeout = 0 };
            var rows = new SnapshotRows(snapshot, await command.ExecuteReaderAsync(cancel));
            await rows.AdvanceAsync(cancel);
            return rows;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }
}
