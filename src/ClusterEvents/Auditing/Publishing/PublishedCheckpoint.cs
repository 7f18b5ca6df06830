namespace ClusterEvents.Auditing.Publishing;

/// <summary>A published checkpoint: a signed note.</summary>
/// <param name="Size">The number of leaves.</param>
/// <param name="Note">The note, with its signatures.</param>
public sealed record PublishedCheckpoint(long Size, string Note);
