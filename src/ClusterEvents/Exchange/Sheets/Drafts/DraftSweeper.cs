using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>Takes lapsed drafts away every hour, because they may name persons.</summary>
internal sealed class DraftSweeper(DraftStore drafts, TimeProvider time, ILogger<DraftSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await drafts.SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Lapsed drafts stay for another hour: {Reason}", Failures.Reason(exception));
            }
        }
    }
}
