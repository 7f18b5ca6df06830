using ClusterEvents.EventStore.Reading;
using JasperFx;
using JasperFx.Events.Daemon;
using Npgsql;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// Restarts projections of this node that stopped because the database was unavailable. Marten's daemon leaves them
/// paused, or stopped if a commit succeeded but its confirmation was lost; Wolverine restarts neither.
/// </summary>
internal sealed class DaemonRevival(
    IProjectionCoordinator coordinator, NpgsqlDataSource database, TimeProvider time, ILogger<DaemonRevival> log)
    : ProjectionWatchdog(time, log)
{
    /// <summary>The positions of stopped projections at the previous check.</summary>
    private readonly Dictionary<string, long> _stood = [];

    public override async Task LookAsync(CancellationToken cancel)
    {
        foreach (var daemon in await coordinator.AllDaemonsAsync())
            foreach (var agent in daemon.CurrentAgents().ToArray())
            {
                if (!WasCutOff(agent) && !(WasPassedBy(agent) && await StandsStillAsync(agent, cancel))) continue;
                // A projection would start and stop again at its first page, every two seconds.
                if (await OnlyReadsAsync(cancel)) return;
                try
                {
                    await daemon.StartAgentAsync(agent.Name, cancel);
                    // The daemon does not report a failed start; the projection is paused again then.
                    if (daemon.StatusFor(agent.Name.Identity) == AgentStatus.Running)
                        Log.LogInformation("{Projection} continues after a database outage", agent.Name.Identity);
                }
                catch (Exception exception)
                    when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
                {
                    Log.PutOff(exception, $"{agent.Name.Identity} cannot continue yet");
                }
            }
    }

    private async Task<bool> OnlyReadsAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await StoreFacts.WhyItOnlyReadsAsync(connection, cancel) is not null;
    }

    /// <summary>Whether the cause was not an event: an event that failed would fail again.</summary>
    private static bool WasCutOff(ISubscriptionAgent agent) =>
        agent is { Status: AgentStatus.Paused, Failure: { IsTransient: true } or { Event: null } };

    /// <summary>Whether the stored progress is ahead of the daemon's.</summary>
    private static bool WasPassedBy(ISubscriptionAgent agent) => agent is
    {
        Status: AgentStatus.Stopped, Failure.Category: ShardFailureCategory.ProgressionOutOfOrder,
    };

    /// <summary>
    /// Whether events are waiting and the stored progress has not moved since the last check; otherwise another node
    /// runs the projection.
    /// </summary>
    private async Task<bool> StandsStillAsync(ISubscriptionAgent agent, CancellationToken cancel)
    {
        var name = agent.Name.Identity;
        await using var query = database.CreateCommand(
            $"""
            select own.last_seq_id, own.last_seq_id < mark.last_seq_id from clusterevents.mt_event_progression own
            join clusterevents.mt_event_progression mark on mark.name = '{ProjectionProgress.HighWaterMark}'
            where own.name = $1
            """);
        query.Parameters.Add(new() { Value = name });
        await using var row = await query.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel)) return false;
        var (position, waits) = (row.GetInt64(0), row.GetBoolean(1));
        var still = waits && _stood.TryGetValue(name, out var before) && before == position;
        _stood[name] = position;
        return still;
    }
}
