namespace ClusterEvents.LocalPostgres;

/// <summary>Waits for a condition that only shows by looking, such as another process having ended.</summary>
internal static class Wait
{
    /// <summary>The pause between two looks: short for a person, long for a processor.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until the condition holds. False when the limit passed first.</summary>
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
