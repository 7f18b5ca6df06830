namespace ClusterEvents.EventStore.Integrity;

/// <summary>
/// Rows that take a while to come, while others are asked for too. Whoever disposes of it closes what was opened, also
/// where another could not be.
/// </summary>
internal sealed class SnapshotQuery(Task<SnapshotRows> opening) : IAsyncDisposable
{
    public Task<SnapshotRows> Result => opening;

    public async ValueTask DisposeAsync()
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully) await (await opening).DisposeAsync();
    }
}
