namespace ClusterEvents.EventStore.Daemon;

/// <summary>The progress of a projection.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Position">The last position it has written.</param>
/// <param name="Lag">The number of positions recorded and not yet projected.</param>
/// <param name="DelaySeconds">The age of the oldest event that waits; 0 if none does.</param>
/// <param name="Stuck">Whether it has not advanced for half a minute although events are waiting and the database can
/// commit.</param>
public sealed record ProjectionState(string Name, long Position, long Lag, double DelaySeconds, bool Stuck);
