using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Pages.Timelines;
using ClusterEvents.Timelines.Feeds;

namespace ClusterEvents.Pages.Changes;

/// <summary>The entry that is to be changed, as it stands now.</summary>
/// <param name="Entry">The entry as its timelines show it.</param>
/// <param name="Current">The activity with its corrections, and whether it is retracted or disputed.</param>
/// <param name="ChangedAt">The position of the event that recorded or last changed it.</param>
/// <param name="Timelines">The timelines that show it: address below the language, and name.</param>
/// <param name="Cities">The names of all cities by key.</param>
public sealed record ChangedEntry(
    PageEntry Entry, EntryState Current, long ChangedAt, IReadOnlyList<(string Path, string Name)> Timelines,
    IReadOnlyDictionary<string, string> Cities)
{
    /// <summary>Who last changed it, when and why; null if nobody did.</summary>
    public LastChange? Last { get; init; }

    /// <summary>What pages call a timeline.</summary>
    public required Func<StreamKey, string> TimelineName { get; init; }

    /// <summary>The timelines that would show it, were it this activity: address and name.</summary>
    public IReadOnlyList<(string Path, string Name)> TimelinesOf(ActivityType type, Activity activity) =>
    [
        .. TimelineKey.Showing(type, activity)
            .Concat(TimelineKey.OfCluster(type, activity) is { } cluster ? [cluster] : [])
            .Select(timeline => (PageAddresses.PathOf(timeline), TimelineName(timeline))),
    ];

    /// <summary>The ids of its corrections, retractions and disputes.</summary>
    public IReadOnlyList<Guid> Corrections { get; init; } = [];

    public string NameOf(CityId city) => Cities.GetValueOrDefault(city.Value) ?? city.Value;
}

/// <summary>The last correction, retraction or dispute of an entry.</summary>
public sealed record LastChange(string Kind, DateTimeOffset At, string? By, string Reason);
