using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;
using Marten;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>Rebuilds a timeline from raw events alone, without reading projected tables.</summary>
public sealed class TimelineReplay(
    IDocumentStore store, NpgsqlDataSource database, EventCatalogue catalogue, EntryNames names)
{
    /// <summary>The whole timeline as one page; null if it did not exist at that point in time.</summary>
    /// <param name="timeline">The timeline's key.</param>
    /// <param name="known">The point in time; null for now.</param>
    /// <param name="view">Language, order, and what is included.</param>
    /// <param name="cancel">Cancels the replay.</param>
    public async Task<TimelinePage?> RebuildAsync(
        StreamKey timeline, KnownAt? known, ReplayView view, CancellationToken cancel)
    {
        // Corrections and events are read up to the same position, because a correction that arrives meanwhile would
        // lack its target.
        var settled = await SettledRecord.PositionAsync(database, cancel);
        var corrected = await CorrectionQueries.TargetsAsync(database, settled, cancel);
        var entries = new Dictionary<Guid, TimelineEntry>();
        var history = new ActivityHistory(catalogue);
        var (title, position) = ((string?)null, 0L);
        await using var session = store.QuerySession();
        await foreach (var @event in RawEvents.ReadAsync(session, 0, settled, cancel))
        {
            if (known is { } limit && !limit.Includes(@event.Position)) break;
            position = @event.Position;
            // Keep only activities that are corrected later: memory then depends on the timeline, not on the history.
            var followed = @event.Activity is ICorrection || corrected.Contains(@event.Id) ? history : new(catalogue);
            if (followed.Take(@event) is not var (_, entry)) continue;
            if (@event.Stream == timeline && entry.TimelineTitle is { } opened) title = opened;
            if (entry.Timelines.Contains(timeline)) entries[entry.Key.ActivityId] = entry;
            else entries.Remove(entry.Key.ActivityId);
        }

        if (title is null) return null;
        var shown = await names.NamedAsync(
            [.. Sorted(entries.Values, view).Select(view.Show)], view.Language, known, cancel);
        title = await names.TitleAsync(timeline, title, new(position), cancel);
        return new(
            timeline, title, position, [.. shown.Select(entry => entry.On(timeline, view.Language))], Next: null);
    }

    private static IEnumerable<TimelineEntry> Sorted(IEnumerable<TimelineEntry> entries, ReplayView view)
    {
        var shown = entries.Where(entry => view.Retracted || !entry.Retracted);
        return view.Ascending ? shown.OrderBy(entry => entry.Key) : shown.OrderByDescending(entry => entry.Key);
    }
}
