using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A stream at a version: how its activities read by then, and the state that decisions see.</summary>
public sealed record StreamSnapshot(long Version, object? State, ImmutableList<EntryState> Entries)
{
    public static readonly StreamSnapshot Absent = new(0, null, []);

    public bool Exists => Version > 0;

    /// <summary>The activities as they read by then, but for those that are retracted.</summary>
    public IEnumerable<Activity> Current => Entries.Where(entry => !entry.Retracted).Select(r => r.Activity);

    /// <summary>The reading of one activity; null where it is not on this stream.</summary>
    public EntryState? Find(Guid activityId) => Entries.Find(entry => entry.ActivityId == activityId);
}
