using Marten;
using Marten.Events.Daemon.Coordination;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// Ends the projection daemons once the host has stopped. Wolverine stops the projections and leaves the daemon's
/// own listening connection open, which a private PostgreSQL would then have to cut.
/// </summary>
internal sealed class DaemonStop(IProjectionCoordinator coordinator, IDocumentStore store) : IHostedLifecycleService
{
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        foreach (var daemon in await coordinator.AllDaemonsAsync()) await daemon.StopAllAsync();
        ((StoreOptions)store.Options).Projections.Wakeup?.Dispose();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
