using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Live;

/// <summary>A change of a timeline by one event.</summary>
/// <param name="Position">The position of that event; unique among the changes of a timeline.</param>
/// <param name="ActivityId">The changed entry.</param>
/// <param name="Entry">The entry after the change; null if it was removed from the timeline.</param>
public sealed record LiveChange(long Position, Guid ActivityId, ShownEntry? Entry);
