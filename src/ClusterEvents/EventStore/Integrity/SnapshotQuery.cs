namespace ClusterEvents.EventStore.Integrity;

/// <summary>A running query. Disposing it closes its connection, even if opening another one failed.</summary>
internal sealed class SnapshotQuery(Task<SnapshotRows> opening) : IAsyncDisposable
{
    public Task<SnapshotRows> Result => opening;

    public async ValueTask DisposeAsync()
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully) await (await opening).DisposeAsync();
    }
}
