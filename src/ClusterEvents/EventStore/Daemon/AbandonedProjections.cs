using Wolverine.Runtime;
using Wolverine.Runtime.Agents;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// Starts a projection that stands still though no node runs it. Wolverine has one node ask another to run it; where
/// the store goes away in between, the one may go on believing that the other does, and the timelines would stand still
/// until a program is started anew. Should two nodes run it after all, one of them finds its pages written, and stops.
/// </summary>
internal sealed class AbandonedProjections(
    ProjectionWatch watch, IProjectionCoordinator coordinator, IEventSubscriptionAgentFamily agents,
    IWolverineRuntime runtime, TimeProvider time, ILogger<AbandonedProjections> log) : ProjectionWatchdog(time, log)
{
    /// <summary>Nodes look at the same time, and one of them is enough.</summary>
    private const int OneLookIn = 5;

    protected override async Task LookAsync(CancellationToken cancel)
    {
        foreach (var projection in await watch.LookAsync(cancel))
            if (projection.Stuck && Random.Shared.Next(OneLookIn) == 0 && !await IsHereAsync(projection.Name))
                await StartAsync(projection.Name, cancel);
    }

    /// <summary>
    /// Whether this node has it, in whatever state: what it failed on is not overcome by another start.
    /// </summary>
    private async Task<bool> IsHereAsync(string projection) => (await coordinator.AllDaemonsAsync())
        .Any(daemon => daemon.CurrentAgents().Any(agent => agent.Name.Identity == projection));

    private async Task StartAsync(string projection, CancellationToken cancel)
    {
        if (await agents.FindAgentUriAsync(projection, null, cancel) is not { } agent) return;
        Log.LogWarning("{Projection} stands still, and is started here", projection);
        await runtime.Agents.StartLocallyAsync(agent);
    }
}
