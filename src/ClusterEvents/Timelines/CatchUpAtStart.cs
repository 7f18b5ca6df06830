using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;

namespace ClusterEvents.Timelines;

/// <summary>
/// Delays the first request until timelines have caught up (for a limited time), so that events acknowledged before a
/// restart, and the seeds of an empty store, are visible at once. After a longer lag, responses show the position
/// reached.
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
