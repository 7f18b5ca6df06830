namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Measures how busy the append queue was in the last 50 ms. Projections and the sealer share the processors with it
/// and are cheaper in large batches, so they back off while it is saturated: senders are acknowledged sooner, and
/// timelines show their events a moment later.
/// </summary>
public sealed class AppendBackpressure(TimeProvider time)
{
    /// <summary>The time constant of the average.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    /// <summary>The load from which the queue counts as saturated: it is almost never idle.</summary>
    private const double Saturated = 0.9;

    /// <summary>The polling interval of callers that back off.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private long _since = time.GetTimestamp();
    private double _load;
    private bool _working;

    /// <summary>Whether recordings are queued.</summary>
    public bool IsSaturated
    {
        get { lock (_lock) return Now() > Saturated; }
    }

    /// <summary>Reports that the queue starts working, or becomes idle.</summary>
    public void Report(bool working)
    {
        lock (_lock) (_load, _since, _working) = (Now(), time.GetTimestamp(), working);
    }

    /// <summary>Waits while recordings are queued, up to a maximum.</summary>
    public async Task BackOffAsync(TimeSpan atMost, CancellationToken cancel)
    {
        for (var since = time.GetTimestamp(); IsSaturated && time.GetElapsedTime(since) < atMost;)
            await Task.Delay(PollInterval, time, cancel);
    }

    /// <summary>The exponentially weighted average.</summary>
    private double Now()
    {
        var kept = Math.Exp(-(time.GetElapsedTime(_since) / Window));
        return _load * kept + (_working ? 1 - kept : 0);
    }
}
