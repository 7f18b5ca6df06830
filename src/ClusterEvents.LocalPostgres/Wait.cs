namespace ClusterEvents.LocalPostgres;

/// <summary>Polls for a condition that cannot be awaited, such as the end of another process.</summary>
internal static class Wait
{
    /// <summary>The polling interval: short for a person, long for a processor.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Polls until the condition holds; false if the limit passed first.</summary>
    public static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan limit, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
                return false;
            await Task.Delay(Pause, cancellation);
        }
        return true;
    }
}
