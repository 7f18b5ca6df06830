using ClusterEvents.Auditing;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Integrity.Defences;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Webhooks;
using Npgsql;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// Looks whether the program can serve: database reachable, recordings confirmed, timelines and log keeping up.
/// </summary>
internal sealed class ReadinessLook(
    AppendQueue queue, RecordingOutage outage, ProjectionWatch watch, TimelineHolders holders, LogHealth log,
    DefenceWatch defences, NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>
    /// The maximum time for the database to answer: probes time out at about that time and should receive the reason.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PatienceForBlocking = TimeSpan.FromSeconds(2);

    private const string NoAnswer =
        "The database does not answer in time. Look at its machine and its load, and at the network to it.";

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
            var (projections, held, sealing, onlyReads) = await AskAsync(cancel).WaitAsync(Patience, time, cancel);
            var (recording, known) = onlyReads is null ? Recording : ("failing", StoreAdvice.ForOnlyReading(onlyReads));
            // A lock that only recordings meet, such as that of an index that somebody makes.
            var locked = recording == "working" ? [] : await BlockingAsync(cancel);
            var reason = locked.Count > 0 ? locked[0].AdviseOnLock() : known;
            var degraded = recording != "working" || sealing.Stuck || defences.Weakened > 0
                || projections.Any(projection => projection.Stuck);
            return new(projections.Any(IsTimelineStuck) ? "stuck" : degraded ? "degraded" : "ready", "reachable",
                recording, reason, projections, [.. held.Union(locked)], sealing, defences.Weakened)
            {
                StoreOnlyReads = onlyReads is not null,
            };
        }
        catch (TimeoutException) when (!cancel.IsCancellationRequested)
        {
            // The database answers, and somebody has locked what is asked for; or it does not answer.
            var blocking = await BlockingAsync(cancel);
            return new(
                blocking.Count > 0 ? "stuck" : "unreachable", blocking.Count > 0 ? "reachable" : "unreachable",
                "waiting", blocking.Count > 0 ? blocking[0].AdviseOnLock() : NoAnswer, [], blocking, Log: null,
                defences.Weakened);
        }
        catch (Exception exception) when (Failures.StoreIsUnusable(exception) || Failures.StoreIsChanged(exception))
        {
            return new("unreachable", "unreachable", "waiting", StoreAdvice.Of(exception), [], [], Log: null,
                defences.Weakened);
        }
    }

    private async Task<IReadOnlyList<HoldingTransaction>> BlockingAsync(CancellationToken cancel)
    {
        try
        {
            return await holders.BlockingAsync(cancel).WaitAsync(PatienceForBlocking, time, cancel);
        }
        catch (Exception exception) when (Failures.StoreIsUnusable(exception))
        {
            return [];
        }
    }

    private async Task<(IReadOnlyList<ProjectionState>, IReadOnlyList<HoldingTransaction>, LogState,
        string? OnlyReads)> AskAsync(CancellationToken cancel)
    {
        string? onlyReads;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            onlyReads = await StoreFacts.WhyItOnlyReadsAsync(connection, cancel);
        var projections = await watch.LookAsync(cancel);
        var sealing = await log.LookAsync(cancel);
        // Open transactions are looked up only if timelines or the log stand still.
        var held = projections.Any(projection => projection.Stuck) || sealing.Stuck
            ? await holders.FindAsync(cancel) : [];
        return (projections, held, sealing, onlyReads);
    }

    /// <summary>
    /// Whether the projection is a timeline that is stuck, so that its pages would be outdated. Other delays are
    /// reported, but the node stays ready: all nodes have the same delay, and none would be ready otherwise.
    /// </summary>
    private static bool IsTimelineStuck(ProjectionState projection) =>
        projection is { Stuck: true, Name: not IntegrationEvents.Shard };
}
