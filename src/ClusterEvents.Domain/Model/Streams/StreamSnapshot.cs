using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// A stream at a version: the present state of its entries, and the folded state that decisions read.
/// </summary>
public sealed record StreamSnapshot(long Version, object? State, ImmutableList<EntryState> Entries)
{
    public static readonly StreamSnapshot Absent = new(0, null, []);

    public bool Exists => Version > 0;

    /// <summary>The activities of all entries that are not retracted.</summary>
    public IEnumerable<Activity> Current => Entries.Where(entry => !entry.Retracted).Select(r => r.Activity);

    /// <summary>The entry of one activity; null if it is not on this stream.</summary>
    public EntryState? Find(Guid activityId) => Entries.Find(entry => entry.ActivityId == activityId);
}
