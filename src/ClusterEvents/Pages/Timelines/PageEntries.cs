using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Timelines;

/// <summary>Reads what entries of pages show beside the entry itself: the names of cities.</summary>
public sealed class PageEntries(EventCatalogue catalogue, StreamNames names)
{
    /// <summary>The entries, with names as known at a position.</summary>
    public async Task<IReadOnlyList<PageEntry>> OfAsync(
        IReadOnlyList<ShownEntry> entries, long position, CancellationToken cancel)
    {
        // Each entry is parsed once, for its cities and for the page.
        var read = entries.Select(entry => (Shown: entry, Parsed: FeedEntry.Of(entry, catalogue))).ToArray();
        var cities = new Dictionary<StreamKey, string>();
        await names.AddAsync(cities,
            read.Select(one => one.Parsed)
                .SelectMany(entry => entry.Stored.CityIds.Concat(entry.Activity.GuestCityIds ?? []))
                .Select(city => city.Stream),
            new KnownAt(position), cancel);
        return [.. read.Select(one => PageEntry.Of(one.Shown, one.Parsed, cities))];
    }
}
