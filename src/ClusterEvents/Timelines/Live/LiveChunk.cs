using Npgsql;

namespace ClusterEvents.Timelines.Live;

/// <summary>Some changes of a timeline in the order of recording.</summary>
/// <param name="Changes">The changes.</param>
/// <param name="Through">There are no others up to here.</param>
/// <param name="More">Whether there may be more to read at once.</param>
public sealed record LiveChunk(IReadOnlyList<LiveChange> Changes, long Through, bool More);
