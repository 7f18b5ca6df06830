using ClusterEvents.EventStore.Reading;
using JasperFx;
using JasperFx.Events.Daemon;
using Npgsql;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// Starts the projections of this node again that the store's absence stopped. The daemon leaves them paused, or
/// stopped where a page was committed and nobody heard of it; Wolverine starts neither, and the timelines would stand
/// still until the program is started anew.
/// </summary>
internal sealed class DaemonRevival(
    IProjectionCoordinator coordinator, NpgsqlDataSource database, TimeProvider time, ILogger<DaemonRevival> log)
    : ProjectionWatchdog(time, log)
{
    /// <summary>Where those that were passed by stood when they were looked at before.</summary>
    private readonly Dictionary<string, long> _stood = [];

    protected override async Task LookAsync(CancellationToken cancel)
    {
        foreach (var daemon in await coordinator.AllDaemonsAsync())
            foreach (var agent in daemon.CurrentAgents().ToArray())
            {
                if (!WasCutOff(agent) && !(WasPassedBy(agent) && await StandsStillAsync(agent, cancel))) continue;
                try
                {
                    await daemon.StartAgentAsync(agent.Name, cancel);
                    // It tells no failure to start; whoever could not is paused again.
                    if (daemon.StatusFor(agent.Name.Identity) == AgentStatus.Running)
                        Log.LogInformation("{Projection} goes on after the store was away", agent.Name.Identity);
                }
                catch (Exception exception)
                    when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
                {
                    Log.LogWarning(
                        "{Projection} cannot go on yet: {Reason}", agent.Name.Identity, Failures.Reason(exception));
                }
            }
    }

    /// <summary>Whether an event was not to blame: what failed on an event would fail on it again.</summary>
    private static bool WasCutOff(ISubscriptionAgent agent) =>
        agent is { Status: AgentStatus.Paused, Failure: { IsTransient: true } or { Event: null } };

    /// <summary>Whether the store had come further than the daemon knew.</summary>
    private static bool WasPassedBy(ISubscriptionAgent agent) => agent is
    {
        Status: AgentStatus.Stopped, Failure.Category: ShardFailureCategory.ProgressionOutOfOrder,
    };

    /// <summary>
    /// Whether there is something to do for it, and nobody has done anything since the last look: otherwise another
    /// node has it now.
    /// </summary>
    private async Task<bool> StandsStillAsync(ISubscriptionAgent agent, CancellationToken cancel)
    {
        var name = agent.Name.Identity;
        await using var query = database.CreateCommand(
            """
            select own.last_seq_id, own.last_seq_id < mark.last_seq_id from clusterevents.mt_event_progression own
            join clusterevents.mt_event_progression mark on mark.name = 'HighWaterMark' where own.name = $1
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
