using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// A stream at a version: the present state of its entries, in the order of recording, and the state that they fold to
/// in the order in which they occurred.
/// </summary>
public sealed record StreamSnapshot(long Version, object? State, ImmutableList<EntryState> Entries)
{
    public static readonly StreamSnapshot Absent = new(0, null, []);

    /// <summary>The occurrence of the entry that occurred last; null if none stands.</summary>
    public Occurrence? Latest { get; init; }

    public bool Exists => Version > 0;

    /// <summary>Whether it can be referred to: it exists, and the entry that it depends on is not retracted.</summary>
    public bool Stands => State is not null;

    /// <summary>The activities of all entries that are not retracted.</summary>
    public IEnumerable<Activity> Current => Entries.Where(entry => !entry.Retracted).Select(r => r.Activity);

    /// <summary>The entry of one activity; null if it is not on this stream.</summary>
    public EntryState? Find(Guid activityId) => Entries.Find(entry => entry.ActivityId == activityId);
}
