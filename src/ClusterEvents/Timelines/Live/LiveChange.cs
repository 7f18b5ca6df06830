using ClusterEvents.Timelines.Pages;
using Npgsql;

namespace ClusterEvents.Timelines.Live;

/// <summary>What one event of the record changed on a timeline.</summary>
/// <param name="Position">The position of that event: no other change of this timeline has it.</param>
/// <param name="ActivityId">The entry.</param>
/// <param name="Entry">How the entry reads from then on; null where it left the timeline.</param>
public sealed record LiveChange(long Position, Guid ActivityId, ShownEntry? Entry);
