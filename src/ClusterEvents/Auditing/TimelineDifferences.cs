using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;
using Marten;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>Determines from raw events how a timeline changed between two positions, by whom and why.</summary>
public sealed class TimelineDifferences(
    IDocumentStore store, NpgsqlDataSource database, EventCatalogue catalogue, EntryNames names)
{
    public async Task<DifferencePage> FindAsync(
        StreamKey timeline, KnownAt from, KnownAt? to, int limit, Language language, CancellationToken cancel)
    {
        // Events after the settled position are left to the next page.
        var settled = await SettledRecord.PositionAsync(database, cancel);
        var (first, last) = (from.Position, Math.Min(settled, to?.Position ?? settled));
        await using var session = store.QuerySession();
        var history = new ActivityHistory(catalogue);
        foreach (var earlier in await CorrectedEarlierAsync(session, first, last, cancel)) history.Take(earlier);
        var found = new List<Difference>();
        async Task<DifferencePage> PageAsync(long? next) => new(
            timeline.ToString(), first, last, await NamedAsync(found, language, new(last), cancel), next);
        await foreach (var @event in RawEvents.ReadAsync(session, first, last, cancel))
        {
            if (history.Take(@event) is not var (before, after)) continue;
            if (Effect(@event, before?.Timelines.Contains(timeline) is true, after.Timelines.Contains(timeline))
                is not { } effect) continue;
            if (found.Count == limit) return await PageAsync(found[^1].Position);
            found.Add(Describe(effect, @event, after, language));
        }

        return await PageAsync(next: null);
    }

    private async Task<IReadOnlyList<Difference>> NamedAsync(
        List<Difference> found, Language language, KnownAt known, CancellationToken cancel)
    {
        var titles = await names.NamedAsync(
            [.. found.Select(one => (one.Title, one.OccurredOn))], language, known, cancel);
        return [.. found.Zip(titles, (one, title) => one with { Title = title })];
    }

    private string? Effect(StoredActivity @event, bool was, bool @is) => (@event.Activity, was, @is) switch
    {
        (_, false, false) => null,
        (not ICorrection, _, _) => "added",
        (_, false, true) => "moved-here",
        (_, true, false) => "moved-away",
        _ => catalogue.TypeOf(@event.Activity).Effect,
    };

    private static Difference Describe(string effect, StoredActivity @event, TimelineEntry entry, Language language) =>
        new(
            effect, @event.Position, @event.RecordedAt.UtcDateTime, @event.RecordedBy,
            (@event.Activity as ICorrection)?.Reason,
            entry.Key.ActivityId, entry.Kind, entry.Key.OccurredOn == DateOnly.MinValue ? null : entry.Key.OccurredOn,
            entry.In(language).Title, @event.Activity);

    /// <summary>Earlier events of the streams that are corrected in the range.</summary>
    private async Task<IEnumerable<StoredActivity>> CorrectedEarlierAsync(
        IQuerySession session, long first, long last, CancellationToken cancel)
    {
        string[] corrected = [.. (await StreamKeyQueries.CorrectedAsync(database, first, last, cancel))
            .Select(stream => stream.ToString())];
        return corrected.Length == 0 ? []
            : (await session.Events.QueryAllRawEvents()
                .Where(e => e.Sequence <= first && e.StreamKey!.IsOneOf(corrected))
                .OrderBy(e => e.Sequence).ToListAsync(cancel)).ToActivities();
    }
}
