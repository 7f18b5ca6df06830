using JasperFx;
using JasperFx.Events.Daemon;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ClusterEvents.Hosting;

/// <summary>
/// Starts the projections of this node again that the store's absence stopped. The daemon leaves them paused, and
/// Wolverine never starts a paused one: the timelines would stand still until the program is started anew.
/// </summary>
internal sealed class DaemonRevival(
    IProjectionCoordinator coordinator, TimeProvider time, ILogger<DaemonRevival> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryReviveAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TryReviveAsync(CancellationToken cancel)
    {
        try
        {
            await ReviveAsync(cancel);
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            log.LogWarning("Projections cannot be looked after, and will be again: {Reason}", exception.Message);
        }
    }

    private async Task ReviveAsync(CancellationToken cancel)
    {
        foreach (var daemon in await coordinator.AllDaemonsAsync())
            foreach (var agent in daemon.CurrentAgents().Where(WasCutOff).ToArray())
            {
                try
                {
                    await daemon.StartAgentAsync(agent.Name, cancel);
                    log.LogInformation("{Projection} goes on after the store was away", agent.Name.Identity);
                }
                catch (Exception exception)
                    when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
                {
                    log.LogWarning("{Projection} cannot go on yet: {Reason}", agent.Name.Identity, exception.Message);
                }
            }
    }

    /// <summary>Whether an event was not to blame: what failed on an event would fail on it again.</summary>
    private static bool WasCutOff(ISubscriptionAgent agent) =>
        agent is { Status: AgentStatus.Paused, Failure.IsTransient: true };
}
