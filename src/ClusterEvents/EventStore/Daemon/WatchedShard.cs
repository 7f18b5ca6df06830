namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// Something that follows the record and must not stand still, registered by the room that it belongs to.
/// </summary>
/// <param name="Name">Its name among the progress that Marten keeps, such as <c>TimelinesV3:All</c>.</param>
public sealed record WatchedShard(string Name);
