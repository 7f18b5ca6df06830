using Wolverine;
using Wolverine.Runtime;
using Wolverine.Runtime.Agents;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// Starts a projection that no node runs. Wolverine assigns projections to nodes; if the database becomes unavailable
/// during an assignment, each node may believe that the other runs the projection. If two nodes run it after all, one
/// of them finds its pages already written, and stops.
/// </summary>
internal sealed class AbandonedProjections(
    ProjectionWatch watch, IProjectionCoordinator coordinator, IEventSubscriptionAgentFamily agents,
    IWolverineRuntime runtime, TimeProvider time, ILogger<AbandonedProjections> log) : ProjectionWatchdog(time, log)
{
    /// <summary>
    /// Only one in this many checks acts, because all nodes check at the same time. A node that is the only one always
    /// acts.
    /// </summary>
    private readonly int _oneLookIn = runtime.DurabilitySettings.Mode == DurabilityMode.Solo ? 1 : 5;

    /// <summary>Whether there were tables. If they are missing later, somebody has changed the store.</summary>
    private bool _hadTables;

    public override async Task LookAsync(CancellationToken cancel)
    {
        _hadTables = _hadTables || await watch.HasTablesAsync(cancel);
        if (!_hadTables) return;
        foreach (var projection in await watch.LookAsync(cancel))
            if (projection.Stuck && Random.Shared.Next(_oneLookIn) == 0 && !await IsHereAsync(projection.Name))
                await StartAsync(projection.Name, cancel);
    }

    /// <summary>
    /// Whether this node has the projection in any state: one that failed is not repaired by another start.
    /// </summary>
    private async Task<bool> IsHereAsync(string projection) => (await coordinator.AllDaemonsAsync())
        .Any(daemon => daemon.CurrentAgents().Any(agent => agent.Name.Identity == projection));

    private async Task StartAsync(string projection, CancellationToken cancel)
    {
        if (await agents.FindAgentUriAsync(projection, null, cancel) is not { } agent) return;
        Log.LogWarning("{Projection} is not running on any node; starting it here", projection);
        await runtime.Agents.StartLocallyAsync(agent);
    }
}
