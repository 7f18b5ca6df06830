using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Seals the record as it grows. It runs on every node, and a lock in the store lets one work at a time: when that node
/// dies its lock goes with it, and the next pass of any other goes on where the store says the log ends.
/// </summary>
public sealed class Sealer(SealingPass pass, AppendBackpressure backpressure, ILogger<Sealer> log) : BackgroundService
{
    /// <summary>How often it looks whether there is something to seal: index lookups.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a receipt may be waited for on behalf of a crowd at the door.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var behind = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // A leaf helps nobody before a checkpoint stands for it: what arrives until one is due is sealed
                // together, and what comes in a crowd a moment later.
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
                if (Failures.StoreIsAway(exception))
                    log.LogWarning("Sealing waits for the store: {Reason}", Failures.Reason(exception));
                else log.LogError(exception, "Sealing failed and is tried again");
                behind = false;
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
