using ClusterEvents.EventStore.Daemon;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// Looks at readiness every ten seconds, for the metrics: however often they are collected, the database is asked no
/// more often. It logs for whom timelines wait, that they wait no more, and that the database can be used again.
/// </summary>
internal sealed class HealthWatch(
    ReadinessLook look, StoreOutage outage, HeldGap gap, TimeProvider time, ILogger<HealthWatch> log)
    : PeriodicWatch(
        TimeSpan.FromSeconds(10), "The health of the program could not be looked at, and will be again", time, log)
{
    private bool _held;

    /// <summary>The last look; null before the first.</summary>
    public Readiness? Latest { get; private set; }

    public override async Task LookAsync(CancellationToken cancel)
    {
        var asked = Time.GetUtcNow();
        var latest = Latest = await look.LookAsync(cancel);
        if (latest.Store != "reachable" || latest.StoreOnlyReads)
        {
            if (outage.Begin(looked: true)) Log.LogWarning("{Outage}", StoreOutage.Tell(latest.Reason!));
            return;
        }

        if (latest.Log is not null && outage.End(asked) is var (lasted, leftOut))
            Log.LogInformation("The store can be used again after {Seconds:0} s; {LeftOut} lines were left out",
                lasted.TotalSeconds, leftOut);
        if (gap.End() is var (waited, untold))
            Log.LogInformation(
                "Timelines do not wait before a gap any more after {Seconds:0} s; {LeftOut} lines were left out",
                waited.TotalSeconds, untold);
        if (latest.Holders.Count > 0 == _held) return;
        _held = latest.Holders.Count > 0;
        foreach (var holder in latest.Holders)
            Log.LogWarning("{Advice}", latest.Reason is null ? holder.Advise() : holder.AdviseOnLock());
        if (!_held) Log.LogInformation("Nothing waits for an open transaction any more");
    }
}
