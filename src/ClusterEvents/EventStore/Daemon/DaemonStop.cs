using Marten;
using Marten.Events.Daemon.Coordination;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// Stops Marten's projection daemons after the host has stopped. Wolverine stops the projections only and leaves the
/// daemon's listening connection open, which would delay the stop of a private PostgreSQL.
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
