namespace ClusterEvents.EventStore.Daemon;

/// <summary>How far a projection has come.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Position">The last position it has written.</param>
/// <param name="Lag">How many positions are recorded and not yet written.</param>
/// <param name="Stuck">
/// Whether it has not moved for half a minute although there is something to do, and the store would confirm it.
/// </param>
public sealed record ProjectionState(string Name, long Position, long Lag, bool Stuck);
