using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Schema;
using Weasel.Core;

namespace ClusterEvents.Timelines.Projection;

/// <summary>
/// A version of the timeline tables. A program with other tables or display texts than its predecessor increments the
/// number: it builds tables, projection and progress of its own beside the earlier ones, which other nodes may still
/// read.
/// </summary>
/// <param name="Number">The number, from 1; a test approves it whenever the tables change.</param>
public sealed record TimelineVersion(int Number)
{
    /// <summary>The version that this program writes.</summary>
    public static readonly TimelineVersion Current = new(6);

    /// <summary>Whether the search words of an activity include its timelines.</summary>
    public bool FindsByTimeline => Number >= 2;

    /// <summary>Whether the search words of an activity include its event type.</summary>
    public bool FindsByKind => Number >= 3;

    /// <summary>Whether rows have the first and last day of their entry.</summary>
    public bool FindsByDays => Number >= 4;

    /// <summary>Whether activities have what a search over all timelines needs.</summary>
    public bool FindsEverywhere => Number >= 4;

    /// <summary>Whether the version keeps the listings of streams.</summary>
    public bool HasListings => Number >= 4;

    /// <summary>Whether listings have the first and last day of what is known to several.</summary>
    public bool ListsByDays => Number >= 6;

    private string Suffix => Number == 1 ? "" : $"_v{Number}";

    public string Activities => $"{MartenStore.Schema}.activity{Suffix}";

    public string Rows => $"{MartenStore.Schema}.timeline_row{Suffix}";

    public string Timelines => $"{MartenStore.Schema}.timeline{Suffix}";

    public string Listings => $"{MartenStore.Schema}.listing{Suffix}";

    /// <summary>The notification channel for the progress of this version.</summary>
    public string Channel => $"{MartenStore.Schema}_timelines{Suffix}";

    public string ProjectionName => $"Timelines{(Number == 1 ? "" : $"V{Number}")}";

    /// <summary>The name of its progress row.</summary>
    public string Shard => $"{ProjectionName}:All";

    /// <summary>SQL for its progress, in the snapshot of the enclosing statement.</summary>
    public string Progress => ProjectionProgress.Of(Shard);

    /// <summary>The definitions of its tables.</summary>
    public IEnumerable<ISchemaObject> Tables => TimelineTables.Of(this);

    /// <summary>The versions that an earlier program may have left in the database, newest first.</summary>
    public IEnumerable<TimelineVersion> Earlier =>
        Enumerable.Range(1, Number - 1).Reverse().Select(number => new TimelineVersion(number));

    /// <summary>The newest version after a given one that has progress among these shards; null if none has.</summary>
    public static TimelineVersion? NewestAfter(TimelineVersion version, IReadOnlyCollection<string> shards) =>
        Enumerable.Range(version.Number + 1, 100).Reverse().Select(number => new TimelineVersion(number))
            .FirstOrDefault(newer => shards.Contains(newer.Shard));

    /// <summary>A name for an index or other object of its tables, unique in the schema.</summary>
    public string Named(string name) => name + Suffix;
}
