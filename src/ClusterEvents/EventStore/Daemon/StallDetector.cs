namespace ClusterEvents.EventStore.Daemon;

/// <summary>Distinguishes slow from stuck consumers by the time since their position last moved.</summary>
public sealed class StallDetector(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Position, DateTimeOffset Since)> _seen = [];

    /// <summary>Whether a consumer has not advanced for half a minute although work was waiting.</summary>
    /// <param name="name">The name of the consumer.</param>
    /// <param name="position">Its position.</param>
    /// <param name="lag">The amount of work waiting.</param>
    public bool IsStuck(string name, long position, long lag)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_seen.TryGetValue(name, out var seen) || seen.Position != position || lag == 0)
                _seen[name] = seen = (position, now);
            return lag > 0 && now - seen.Since > Patience;
        }
    }
}
