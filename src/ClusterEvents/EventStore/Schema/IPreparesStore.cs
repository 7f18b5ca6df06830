namespace ClusterEvents.EventStore.Schema;

/// <summary>Prepares the database beyond its tables, before anything is recorded.</summary>
public interface IPreparesStore
{
    Task PrepareAsync(CancellationToken cancel);
}
