namespace ClusterEvents.EventStore.Daemon;

/// <summary>A projection or subscription that must keep advancing, registered by the part that owns it.</summary>
/// <param name="Name">The name of its progress row: that of the projection, and <c>:All</c>.</param>
public sealed record WatchedShard(string Name);
