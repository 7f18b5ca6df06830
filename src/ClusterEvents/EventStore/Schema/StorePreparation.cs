namespace ClusterEvents.EventStore.Schema;

/// <summary>Prepares the store when the program starts, or when a command opens it.</summary>
public sealed class StorePreparation(IEnumerable<IPreparesStore> parts, IConfiguration configuration) : IHostedService
{
    /// <summary>Whether the schema is this login's to change; one that may only serve finds it in place.</summary>
    public bool Migrates { get; } = configuration.GetValue("Store:Migrate", true);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Migrates) return;
        foreach (var part in parts) await part.PrepareAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
