namespace ClusterEvents.EventStore.Schema;

/// <summary>Prepares the database when the program starts, or when a command opens it.</summary>
public sealed class StorePreparation(IEnumerable<IPreparesStore> parts, IConfiguration configuration) : IHostedService
{
    /// <summary>Whether this login may change the schema; otherwise the schema must exist.</summary>
    public bool Migrates { get; } = MartenStore.Migrates(configuration);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Migrates) return;
        foreach (var part in parts) await part.PrepareAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
