namespace ClusterEvents.EventStore.Daemon;

/// <summary>Remembers when what follows the record last moved, to tell what is slow from what is stuck.</summary>
public sealed class StallDetector(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Position, DateTimeOffset Since)> _seen = [];

    /// <summary>Whether it has not moved for half a minute although there was something to do.</summary>
    /// <param name="name">What follows.</param>
    /// <param name="position">How far it has come.</param>
    /// <param name="lag">How much it has yet to do, and can.</param>
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
