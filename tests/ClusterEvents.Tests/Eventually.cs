namespace ClusterEvents.Tests;

/// <summary>Waits for asynchronous effects by polling.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The first result that satisfies a condition; the last one after the time limit.</summary>
    /// <param name="look">Looks once.</param>
    /// <param name="satisfies">The condition.</param>
    /// <param name="every">The time between two looks; a tenth of a second where it is left out.</param>
    public static async Task<T> FindAsync<T>(Func<Task<T>> look, Func<T, bool> satisfies, TimeSpan? every = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestApp.Cancel);
        patience.CancelAfter(Patience);
        using var ticks = new PeriodicTimer(every ?? TimeSpan.FromMilliseconds(100));
        var found = await look();
        while (!satisfies(found) && !patience.IsCancellationRequested)
        {
            await ticks.WaitForNextTickAsync(TestApp.Cancel);
            found = await look();
        }

        return found;
    }
}
