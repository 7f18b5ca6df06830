using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;

namespace ClusterEvents.Timelines;

/// <summary>
/// Lets the timelines catch up before the program answers anyone, so that what was acknowledged before a stop, and the
/// seeds of an empty store, are seen from the first request on. Longer lags are left to readers, who see a position.
/// </summary>
public sealed class CatchUpAtStart(TimelineProgress progress, ShownTimelines shown, EventReplay replay) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await shown.ChooseAsync(cancellationToken);
        await progress.ReachAsync(
            await replay.NewestAsync(cancellationToken), TimelineRequestHandler.Patience, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
