namespace ClusterEvents.EventStore.Daemon;

/// <summary>A projection or subscription that must keep advancing, registered by the part that owns it.</summary>
/// <param name="Name">The name of its progress row, such as <c>TimelinesV5:All</c>.</param>
public sealed record WatchedShard(string Name);
