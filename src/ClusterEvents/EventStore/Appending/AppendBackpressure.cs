namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// How much of the last moments the door was at work. What follows the record – timelines, the log – shares the
/// processors with it and is cheaper in large portions, so that it gives way while recordings queue: a crowd is
/// acknowledged sooner, and what it recorded is shown a moment later.
/// </summary>
public sealed class AppendBackpressure(TimeProvider time)
{
    /// <summary>Over which time the load is averaged, by and large.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    /// <summary>From which load on the door counts as full: it hardly ever waits for somebody to come.</summary>
    private const double Saturated = 0.9;

    /// <summary>How often those who give way look again.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private long _since = time.GetTimestamp();
    private double _load;
    private bool _working;

    /// <summary>Whether recordings queue.</summary>
    public bool IsSaturated
    {
        get { lock (_lock) return Now() > Saturated; }
    }

    /// <summary>Notes that the door begins to work, or has nothing to do.</summary>
    public void Report(bool working)
    {
        lock (_lock) (_load, _since, _working) = (Now(), time.GetTimestamp(), working);
    }

    /// <summary>Waits while recordings queue, and no longer than it is told.</summary>
    public async Task BackOffAsync(TimeSpan atMost, CancellationToken cancel)
    {
        for (var since = time.GetTimestamp(); IsSaturated && time.GetElapsedTime(since) < atMost;)
            await Task.Delay(PollInterval, time, cancel);
    }

    /// <summary>An average in which what is past counts less the longer it is ago.</summary>
    private double Now()
    {
        var kept = Math.Exp(-(time.GetElapsedTime(_since) / Window));
        return _load * kept + (_working ? 1 - kept : 0);
    }
}
