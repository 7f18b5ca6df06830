namespace ClusterEvents.EventStore.Daemon;

/// <summary>Looks at something periodically. A look that fails is logged and followed by the next.</summary>
/// <param name="interval">The time between two looks.</param>
/// <param name="failed">What the log says of a look that failed, before the reason.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log of the watch.</param>
internal abstract class PeriodicWatch(TimeSpan interval, string failed, TimeProvider time, ILogger log)
    : BackgroundService
{
    private bool _finished;

    protected ILogger Log { get; } = log;

    protected TimeProvider Time { get; } = time;

    /// <summary>The time before the first look.</summary>
    protected virtual TimeSpan First => interval;

    /// <summary>Looks once.</summary>
    public abstract Task LookAsync(CancellationToken cancel);

    /// <summary>Ends the watch after this look.</summary>
    protected void Finish() => _finished = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(First, Time);
        try
        {
            while (!_finished && await timer.WaitForNextTickAsync(stoppingToken))
            {
                timer.Period = interval;
                await TryLookAsync(stoppingToken);
            }
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
            Log.PutOff(exception, failed);
        }
    }
}
