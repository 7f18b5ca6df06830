using ClusterEvents.Auditing;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Integrity.Defences;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Webhooks;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// Looks whether the program can serve: database reachable, recordings confirmed, timelines and log keeping up.
/// </summary>
internal sealed class ReadinessLook(
    AppendQueue queue, RecordingOutage outage, ProjectionWatch watch, TimelineHolders holders, LogHealth log,
    DefenceWatch defences, TimeProvider time)
{
    /// <summary>
    /// The maximum time for the database to answer: probes time out at about that time and should receive the reason.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What recordings do, which is known without the database.</summary>
    public (string State, string? Reason) Recording
    {
        get
        {
            var reason = outage.Reason;
            return (queue.IsStalled ? "waiting" : reason is null ? "working" : "failing", reason);
        }
    }

    public async Task<Readiness> LookAsync(CancellationToken cancel)
    {
        try
        {
            var (projections, held, sealing) = await AskAsync(cancel).WaitAsync(Patience, time, cancel);
            var (recording, reason) = Recording;
            var degraded = recording != "working" || sealing.Stuck || defences.Weakened > 0
                || projections.Any(projection => projection.Stuck);
            return new(projections.Any(IsTimelineStuck) ? "stuck" : degraded ? "degraded" : "ready", "reachable",
                recording, reason, projections, held, sealing, defences.Weakened);
        }
        catch (Exception exception) when (Failures.StoreIsAway(exception))
        {
            return new("unreachable", "unreachable", "waiting", StoreAdvice.Of(exception), [], [], Log: null,
                defences.Weakened);
        }
    }

    private async Task<(IReadOnlyList<ProjectionState>, IReadOnlyList<HoldingTransaction>, LogState)> AskAsync(
        CancellationToken cancel)
    {
        var projections = await watch.LookAsync(cancel);
        // Open transactions are looked up only if timelines stand still.
        var held = projections.Any(projection => projection.Stuck) ? await holders.FindAsync(cancel) : [];
        return (projections, held, await log.LookAsync(cancel));
    }

    /// <summary>
    /// Whether the projection is a timeline that is stuck, so that its pages would be outdated. Other delays are
    /// reported, but the node stays ready: all nodes have the same delay, and none would be ready otherwise.
    /// </summary>
    private static bool IsTimelineStuck(ProjectionState projection) =>
        projection is { Stuck: true, Name: not IntegrationEvents.Shard };
}
