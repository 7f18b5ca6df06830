using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Timelines;

/// <summary>Reads what entries of pages show beside the entry itself: the names of cities.</summary>
public sealed class PageEntries(EventCatalogue catalogue, TimelineNames names)
{
    /// <summary>The entries, with names as known at a position.</summary>
    public async Task<IReadOnlyList<PageEntry>> OfAsync(
        IReadOnlyList<ShownEntry> entries, long position, CancellationToken cancel)
    {
        var cities = new Dictionary<StreamKey, string>();
        await names.AddAsync(cities,
            entries.Select(entry => FeedEntry.Of(entry, catalogue))
                .SelectMany(entry => entry.Stored.CityIds.Concat(entry.Activity.GuestCityIds ?? []))
                .Select(city => city.Stream),
            new KnownAt(position), cancel);
        return [.. entries.Select(entry => PageEntry.Of(entry, catalogue, cities))];
    }
}
