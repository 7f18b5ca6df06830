using ClusterEvents.EventStore.Daemon;
using Weasel.Core;

namespace ClusterEvents.Timelines.Projection;

/// <summary>
/// A version of what timelines are read from. A program whose tables or wording differ from the one before has the next
/// number, and with it tables, a projection and a progress of its own: it builds them beside those of the version
/// before, which stay as they are for the readers and the nodes that still use them.
/// </summary>
/// <param name="Number">1 and counting; approved by a test whenever the tables change.</param>
public sealed record TimelineVersion(int Number)
{
    /// <summary>The version that this program writes.</summary>
    public static readonly TimelineVersion Current = new(3);

    /// <summary>Whether the words of an activity name the timelines that show it.</summary>
    public bool FindsByTimeline => Number >= 2;

    /// <summary>Whether the words of an activity name its kind.</summary>
    public bool FindsByKind => Number >= 3;

    private string Suffix => Number == 1 ? "" : $"_v{Number}";

    public string Activities => $"{TimelineTables.Schema}.activity{Suffix}";

    public string Rows => $"{TimelineTables.Schema}.timeline_row{Suffix}";

    public string Timelines => $"{TimelineTables.Schema}.timeline{Suffix}";

    /// <summary>Where the store tells how far this version has come.</summary>
    public string Channel => $"{TimelineTables.Schema}_timelines{Suffix}";

    public string ProjectionName => $"Timelines{(Number == 1 ? "" : $"V{Number}")}";

    /// <summary>The name of its progress in the store.</summary>
    public string Shard => $"{ProjectionName}:All";

    /// <summary>How far it has come, in the snapshot of the statement that asks.</summary>
    public string Progress => ProjectionProgress.Of(Shard);

    /// <summary>Its tables as the store has them.</summary>
    public IEnumerable<ISchemaObject> Tables => TimelineTables.Of(this);

    /// <summary>The versions that an earlier program may have left in the store, the newest first.</summary>
    public IEnumerable<TimelineVersion> Earlier =>
        Enumerable.Range(1, Number - 1).Reverse().Select(number => new TimelineVersion(number));

    /// <summary>A name for something of one of its tables, which the whole schema must have once.</summary>
    public string Named(string name) => name + Suffix;
}
