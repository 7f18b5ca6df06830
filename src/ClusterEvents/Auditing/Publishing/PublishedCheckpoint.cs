using Npgsql;

namespace ClusterEvents.Auditing.Publishing;

/// <summary>A checkpoint as it is published: a signed note.</summary>
/// <param name="Size">How many leaves it stands for.</param>
/// <param name="Note">The note, with its signatures.</param>
public sealed record PublishedCheckpoint(long Size, string Note);
