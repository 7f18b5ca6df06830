namespace ClusterEvents.Timelines.Live;

/// <summary>A number of changes of a timeline, in the order of recording.</summary>
/// <param name="Changes">The changes.</param>
/// <param name="Through">The position up to which the changes are complete.</param>
/// <param name="More">Whether more changes may be available now.</param>
public sealed record LiveChunk(IReadOnlyList<LiveChange> Changes, long Through, bool More);
