using System.IO.Pipelines;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Targets;
using ClusterEvents.EventStore.Reading;
using Ical.Net.CalendarComponents;
using Npgsql;

namespace ClusterEvents.Timelines.Feeds.Calendars;

/// <summary>
/// Writes a timeline as a calendar (RFC 5545, RFC 7986). A meeting is one event, whatever was recorded about it; a
/// directive or target has its due day as one more event; every other entry is an event of its own.
/// </summary>
internal sealed class CalendarWriter(StreamStateCache streams, EventCatalogue catalogue, NpgsqlDataSource database)
    : IFeedWriter
{
    public TimelineFormat Format => TimelineFormat.Calendar;

    public async Task WriteAsync(
        WholeTimeline timeline, FeedAddress address, PipeWriter output, CancellationToken cancel)
    {
        var text = new CalendarText(output);
        var written = new HashSet<StreamKey>();
        var (begun, empty) = (false, true);
        await foreach (var page in timeline.PagesAsync(cancel))
        {
            if (!begun) text.Begin(timeline.Title, address.Id);
            begun = true;
            var states = await StatesAsync(page, timeline.Known, cancel);
            foreach (var component in page.SelectMany(entry => Components(entry, states, written, timeline, address)))
            {
                text.Write(component);
                empty = false;
            }

            await output.FlushAsync(cancel);
        }

        text.End(empty);
    }

    private IEnumerable<RecurringComponent> Components(
        FeedEntry entry, Dictionary<StreamKey, CalendarStream> states, HashSet<StreamKey> written,
        WholeTimeline timeline, FeedAddress address)
    {
        var language = timeline.Language;
        if (!states.TryGetValue(entry.Stored.Stream, out var stream))
        {
            yield return EntryComponent.Of(entry, language, address);
            yield break;
        }

        if (MeetingComponent.Tells(entry.Activity))
        {
            // Only a meeting with several entries can come again; the others need not be remembered.
            if (!MeetingComponent.HasSeveral(stream) || written.Add(stream.Key))
                yield return MeetingComponent.Of(stream, catalogue, language, address);
            yield break;
        }

        yield return EntryComponent.Of(entry, language, address);
        foreach (var due in DueDay.Of(stream, entry, timeline.Query.Timeline, catalogue, language))
            yield return due.Component(stream, entry, language, address);
    }

    /// <summary>The streams that the events of a page tell about, as they were known then.</summary>
    private async Task<Dictionary<StreamKey, CalendarStream>> StatesAsync(
        IEnumerable<FeedEntry> page, KnownAt known, CancellationToken cancel)
    {
        StreamKey[] keys = [.. page
            .Where(entry => MeetingComponent.Tells(entry.Activity) || entry.Activity is DirectiveIssued or TargetSet)
            .Select(entry => entry.Stored.Stream).Distinct()];
        var snapshots = await streams.ReadAsync(keys, known, cancel);
        var times = await StreamTimes.ReadAsync(database, keys, known, cancel);
        return keys.ToDictionary(key => key, key => new CalendarStream(key, snapshots[key], times[key]));
    }
}
