using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Pages;
using Marten;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>Rebuilds a timeline from raw events alone, without reading anything that a projection wrote.</summary>
public sealed class TimelineReplay(IDocumentStore store, NpgsqlDataSource database, EventCatalogue catalogue)
{
    /// <summary>The whole timeline on one page; null where nothing up to then had opened it.</summary>
    /// <param name="timeline">The timeline's key.</param>
    /// <param name="known">What was on record up to when; everything where it is null.</param>
    /// <param name="view">Language, order, and what is included.</param>
    /// <param name="cancel">Ends the work.</param>
    public async Task<TimelinePage?> RebuildAsync(
        StreamKey timeline, KnownAt? known, ReplayView view, CancellationToken cancel)
    {
        // What is corrected and what is replayed are read up to one position: a correction that comes meanwhile would
        // otherwise be passed without an entry to correct.
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
            // An activity that is never corrected need not be followed: memory holds the timeline, not the history.
            var followed = @event.Activity is ICorrection || corrected.Contains(@event.Id) ? history : new(catalogue);
            if (followed.Take(@event) is not var (_, entry)) continue;
            if (@event.Stream == timeline && entry.TimelineTitle is { } opened) title = opened;
            if (entry.Timelines.Contains(timeline)) entries[entry.Key.ActivityId] = entry;
            else entries.Remove(entry.Key.ActivityId);
        }

        return title is null ? null
            : new(timeline, title, position, [.. Sorted(entries.Values, view).Select(view.Show)], Next: null);
    }

    private static IEnumerable<TimelineEntry> Sorted(IEnumerable<TimelineEntry> entries, ReplayView view)
    {
        var shown = entries.Where(entry => view.Retracted || !entry.Retracted);
        return view.Ascending ? shown.OrderBy(entry => entry.Key) : shown.OrderByDescending(entry => entry.Key);
    }
}
