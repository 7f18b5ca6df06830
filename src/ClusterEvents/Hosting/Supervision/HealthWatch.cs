using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// Looks at readiness every ten seconds, for the metrics: however often they are collected, the database is asked no more
/// often. It logs for whom timelines wait.
/// </summary>
internal sealed class HealthWatch(ReadinessLook look, TimeProvider time, ILogger<HealthWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private bool _held;

    /// <summary>The last look; null before the first.</summary>
    public Readiness? Latest { get; private set; }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        var latest = Latest = await look.LookAsync(cancel);
        if (latest.Store != "reachable" || latest.Holders.Count > 0 == _held) return;
        _held = latest.Holders.Count > 0;
        foreach (var holder in latest.Holders) log.LogWarning("{Advice}", holder.Advise());
        if (!_held) log.LogInformation("Timelines wait for no open transaction any more");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryLookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task TryLookAsync(CancellationToken cancel)
    {
        try
        {
            await LookAsync(cancel);
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            log.LogWarning("The health of the program could not be looked at, and will be again: {Reason}",
                Failures.Reason(exception));
        }
    }
}
