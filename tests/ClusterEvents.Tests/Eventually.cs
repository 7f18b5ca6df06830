namespace ClusterEvents.Tests;

/// <summary>Waits for what the program does by itself, by looking until it is there.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The first find that satisfies; the last one when patience ends, for the test to judge.</summary>
    public static async Task<T> FindAsync<T>(Func<Task<T>> look, Func<T, bool> satisfies)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestApp.Cancel);
        patience.CancelAfter(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var found = await look();
        while (!satisfies(found) && !patience.IsCancellationRequested)
        {
            await ticks.WaitForNextTickAsync(TestApp.Cancel);
            found = await look();
        }

        return found;
    }
}
