using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>Looks after the projections again and again, whether the store answers or not.</summary>
internal abstract class ProjectionWatchdog(TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected ILogger Log { get; } = log;

    /// <summary>Looks once.</summary>
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
            // The host stops.
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
            Log.LogWarning("Projections cannot be looked after, and will be again: {Reason}",
                Failures.Reason(exception));
        }
    }
}
