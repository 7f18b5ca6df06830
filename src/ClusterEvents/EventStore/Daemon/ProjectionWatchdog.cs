using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>Checks projections periodically, also while the database is unavailable.</summary>
internal abstract class ProjectionWatchdog(TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected ILogger Log { get; } = log;

    /// <summary>One check.</summary>
    protected abstract Task LookAsync(CancellationToken cancel);

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
            Log.LogWarning("Projections could not be checked; trying again: {Reason}",
                Failures.Reason(exception));
        }
    }
}
