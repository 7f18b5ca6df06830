namespace ClusterEvents.EventStore.Integrity;

/// <summary>
/// A check that a room adds to the audit, for what it stores beside the events. It depends on the snapshot alone, and
/// runs on its connection after others.
/// </summary>
internal interface IIntegrityCheck
{
    /// <summary>What it reads, for the finding that it could not be read.</summary>
    string Name { get; }

    Task<IReadOnlyList<Breach>> FindAsync(Snapshot snapshot, CancellationToken cancel);
}
