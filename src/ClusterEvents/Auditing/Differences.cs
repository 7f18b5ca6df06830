using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>What one event did to a timeline.</summary>
/// <param name="Effect">added, corrected, moved-here, moved-away, retracted, reinstated or erased.</param>
/// <param name="Position">The event's position.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy">By whom.</param>
/// <param name="Reason">Why; null for what was added.</param>
/// <param name="ActivityId">The entry.</param>
/// <param name="Kind">The entry's kind.</param>
/// <param name="OccurredOn">When it occurred, as it reads after the event.</param>
/// <param name="Title">Its title, as it reads after the event.</param>
/// <param name="Event">The event's own data: for a correction, what was said and what should have been.</param>
public sealed record Difference(
    string Effect, long Position, DateTime RecordedAt, string? RecordedBy, string? Reason, Guid ActivityId, string Kind,
    DateOnly? OccurredOn, string Title, object Event);

/// <summary>Some differences of a timeline between two moments.</summary>
/// <param name="Timeline">The timeline.</param>
/// <param name="From">The position after which they begin.</param>
/// <param name="To">The position that they end with: the newest where none was asked for.</param>
/// <param name="Differences">In the order of recording.</param>
/// <param name="Next">The <c>from</c> of the request that goes on; null where these are all.</param>
public sealed record DifferencePage(
    string Timeline, long From, long To, IReadOnlyList<Difference> Differences, long? Next);

/// <summary>Tells from raw events what became of a timeline between two moments, by whom and why.</summary>
public sealed class TimelineDifferences(IDocumentStore store, NpgsqlDataSource database, Catalogue catalogue)
{
    public async Task<DifferencePage> FindAsync(
        StreamKey timeline, KnownAt from, KnownAt? to, int limit, Language language, CancellationToken cancel)
    {
        // What is not settled yet is told by the page that begins where this one ends.
        var settled = await SettledRecord.PositionAsync(database, cancel);
        var (first, last) = (from.Position, Math.Min(settled, to?.Position ?? settled));
        await using var session = store.QuerySession();
        var history = new ActivityHistory(catalogue);
        foreach (var earlier in await CorrectedEarlierAsync(session, first, last, cancel)) history.Take(earlier);
        var found = new List<Difference>();
        await foreach (var @event in RawEvents.ReadAsync(session, first, last, cancel))
        {
            if (history.Take(@event) is not var (before, after)) continue;
            if (Effect(@event, before?.Timelines.Contains(timeline) is true, after.Timelines.Contains(timeline))
                is not { } effect) continue;
            if (found.Count == limit) return new(timeline.ToString(), first, last, found, found[^1].Position);
            found.Add(Describe(effect, @event, after, language));
        }

        return new(timeline.ToString(), first, last, found, null);
    }

    private static string? Effect(IEvent @event, bool was, bool @is) => (@event.Data, was, @is) switch
    {
        (_, false, false) => null,
        (not ICorrection, _, _) => "added",
        (_, false, true) => "moved-here",
        (_, true, false) => "moved-away",
        (IErasure, _, _) => "erased",
        // The kinds of correction are named EntryCorrected, EntryRetracted, EntryReinstated.
        _ => @event.Data.GetType().Name["Entry".Length..].ToLowerInvariant(),
    };

    private static Difference Describe(string effect, IEvent @event, TimelineEntry entry, Language language) => new(
        effect, @event.Sequence, @event.Timestamp.UtcDateTime, @event.UserName, (@event.Data as ICorrection)?.Reason,
        entry.Key.ActivityId, entry.Kind, entry.Key.OccurredOn == DateOnly.MinValue ? null : entry.Key.OccurredOn,
        entry.In(language).Title, @event.Data);

    /// <summary>What was recorded before on the streams that are corrected between the two.</summary>
    private async Task<IReadOnlyList<IEvent>> CorrectedEarlierAsync(
        IQuerySession session, long first, long last, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            """
            select distinct stream_id from clusterevents.mt_events
            where seq_id > $1 and seq_id <= $2 and data ? 'targetEventId' and type <> 'tombstone'
            """);
        query.Parameters.Add(new() { Value = first });
        query.Parameters.Add(new() { Value = last });
        var streams = new List<string>();
        await using (var rows = await query.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel)) streams.Add(rows.GetString(0));
        string[] corrected = [.. streams];
        return corrected.Length == 0 ? []
            : await session.Events.QueryAllRawEvents()
                .Where(e => e.Sequence <= first && e.StreamKey!.IsOneOf(corrected))
                .OrderBy(e => e.Sequence).ToListAsync(cancel);
    }
}
