namespace ClusterEvents.EventStore.Reading;

/// <summary>The state of the record at a position: what had been recorded by then, and nothing later.</summary>
public sealed record KnownAt(long Position)
{
    /// <summary>Whether the event at a position had been recorded.</summary>
    public bool Includes(long position) => position <= Position;
}
