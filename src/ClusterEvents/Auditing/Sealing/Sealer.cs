using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Seals new events continuously. It runs on every node, and an advisory lock lets one node work at a time: when that
/// node dies, its lock is released and another node continues from the stored end of the log.
/// </summary>
public sealed class Sealer(SealingPass pass, AppendBackpressure backpressure, ILogger<Sealer> log) : BackgroundService
{
    /// <summary>The polling interval; each poll costs index lookups only.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>The maximum time that sealing, and so a receipt, is delayed in favour of waiting recordings.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var behind = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Leaves are useful only with a checkpoint, which is signed at most once a second: seal what arrives
                // until then together, and back off while recordings are queued.
                if (!behind) await backpressure.BackOffAsync(LongestWait, stoppingToken);
                if (behind || await pass.IsDueAsync(stoppingToken)) behind = await pass.SealAsync(stoppingToken);
                if (!behind) await Task.Delay(Interval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (Failures.StoreIsUnusable(exception)) log.PutOff(exception, "Sealing waits for the database");
                else log.LogError(exception, "Sealing failed and is tried again");
                behind = false;
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
