using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using JasperFx.Events;
using Marten;

namespace ClusterEvents.Auditing;

/// <summary>Rebuilds a timeline from raw events alone, without reading anything that a projection wrote.</summary>
public sealed class TimelineReplay(IDocumentStore store, Catalogue catalogue)
{
    private const int EventsAtOnce = 1_000;

    /// <summary>The whole timeline on one page; null where nothing up to then had opened it.</summary>
    /// <param name="timeline">The timeline's key.</param>
    /// <param name="known">What was on record up to when; everything where it is null.</param>
    /// <param name="language">The language of titles.</param>
    /// <param name="ascending">Oldest first, instead of newest first.</param>
    /// <param name="cancel">Ends the work.</param>
    public async Task<TimelinePage?> RebuildAsync(
        StreamKey timeline, KnownAt? known, Language language, bool ascending, CancellationToken cancel)
    {
        var entries = new List<TimelineEntry>();
        var (title, position) = ((string?)null, 0L);
        await using var session = store.QuerySession();
        while (true)
        {
            var after = position;
            var events = await session.Events.QueryAllRawEvents().Where(e => e.Sequence > after)
                .OrderBy(e => e.Sequence).Take(EventsAtOnce).ToListAsync(cancel);
            foreach (var @event in events)
            {
                if (known is { } limit && !limit.Includes(@event)) return Page();
                position = @event.Sequence;
                if (@event.StreamKey == timeline.ToString() && TitleOf(@event) is { } opened) title = opened;
                if (TimelineEntry.Of(@event, catalogue) is { } entry && entry.Timelines.Contains(timeline)) entries.Add(entry);
            }

            if (events.Count < EventsAtOnce) return Page();
        }

        TimelinePage? Page() => title is null ? null : new(timeline, title, position,
            [.. Sorted(entries, ascending).Select(entry => ShownEntry.Of(entry, language))], Next: null);
    }

    private string? TitleOf(IEvent @event) => @event.Data is Activity activity
        ? catalogue.TypeOf(activity).TimelineTitle?.Invoke(activity) : null;

    private static IEnumerable<TimelineEntry> Sorted(List<TimelineEntry> entries, bool ascending) =>
        ascending ? entries.OrderBy(entry => entry.Key) : entries.OrderByDescending(entry => entry.Key);
}

/// <summary>A moment in the order of recording: a position, or an instant.</summary>
public sealed record KnownAt(long? Position, DateTimeOffset? Instant)
{
    /// <summary>Reads a position or an ISO 8601 instant; null where the text is neither.</summary>
    public static KnownAt? Parse(string text) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, null, out var position) ? new(position, null)
        : Recording.Binding.Scalars.Instant(text) is { } instant ? new(null, instant) : null;

    public bool Includes(IEvent @event) =>
        Position is { } position ? @event.Sequence <= position : @event.Timestamp <= Instant;
}
