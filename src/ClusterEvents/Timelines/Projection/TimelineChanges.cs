using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Timelines.Search;
using Marten;

namespace ClusterEvents.Timelines.Projection;

/// <summary>The rows that a page of events adds and closes.</summary>
internal sealed class TimelineChanges(TimelineVersion version)
{
    private readonly List<EntryVersion> _entries = [];
    private readonly Dictionary<Guid, EntryVersion> _newest = [];
    private readonly List<(TimelineEntry Entry, long KnownTo)> _closed = [];
    private readonly List<TimelineEntry> _rewritten = [];

    /// <summary>Adds the change of an entry by one event.</summary>
    public void Add(StreamKey stream, TimelineEntry? before, TimelineEntry after)
    {
        if (_newest.TryGetValue(after.Key.ActivityId, out var same)) same.KnownTo = after.KnownFrom;
        else if (before is not null) _closed.Add((before, after.KnownFrom));
        var added = new EntryVersion(stream, after);
        _entries.Add(added);
        _newest[after.Key.ActivityId] = added;
    }

    /// <summary>Rewrites an entry after personal fields were erased from its events.</summary>
    public void Rewrite(TimelineEntry entry) => _rewritten.Add(entry);

    /// <summary>The new entries, in the order of their events.</summary>
    public IReadOnlyList<EntryVersion> Added => _entries;

    /// <summary>
    /// Writes everything except the new entries, with one statement for each table and purpose: replaced rows are
    /// closed first.
    /// </summary>
    public void Write(IDocumentOperations operations)
    {
        if (_rewritten.Count > 0) RewriteActivities(operations);
        if (_closed.Count > 0) Close(operations);
        foreach (var entry in _entries) WriteTitle(operations, entry);
    }

    private void Close(IDocumentOperations operations)
    {
        operations.QueueSqlCommand(
            $"""
            update {version.Activities} a set known_to = c.known_to
            from unnest(?, ?) as c (activity_id, known_to)
            where a.activity_id = c.activity_id and a.known_to = {TimelineTables.StillKnown}
            """,
            Column(_closed, c => c.Entry.Key.ActivityId), Column(_closed, c => c.KnownTo));
        (string Timeline, TimelineEntry Entry, long KnownTo)[] rows =
            [.. _closed.SelectMany(c =>
                c.Entry.Timelines.Select(timeline => (timeline.ToString(), c.Entry, c.KnownTo)))];
        if (rows.Length == 0) return;
        operations.QueueSqlCommand(
            $"""
            update {version.Rows} r set known_to = c.known_to
            from unnest(?, ?, ?, ?, ?, ?, ?)
              as c (timeline, occurred_on, day_part, sequence_hint, recorded_at, activity_id, known_to)
            where (r.timeline, r.occurred_on, r.day_part, r.sequence_hint, r.recorded_at, r.activity_id)
              = (c.timeline, c.occurred_on, c.day_part, c.sequence_hint, c.recorded_at, c.activity_id)
              and r.known_to = {TimelineTables.StillKnown}
            """,
            Column(rows, r => r.Timeline), Column(rows, r => r.Entry.Key.OccurredOn),
            Column(rows, r => r.Entry.Key.DayPart), Column(rows, r => r.Entry.Key.SequenceHint),
            Column(rows, r => r.Entry.Key.RecordedAt), Column(rows, r => r.Entry.Key.ActivityId),
            Column(rows, r => r.KnownTo));
    }

    private void RewriteActivities(IDocumentOperations operations) => operations.QueueSqlCommand(
        $"""
        update {version.Activities} a set title_vi = r.title_vi, summary_vi = r.summary_vi, title_en = r.title_en,
          summary_en = r.summary_en, body = r.body, corrections = r.corrections, words = string_to_array(r.words, ' ')
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as r
          (activity_id, known_from, title_vi, summary_vi, title_en, summary_en, body, corrections, words)
        where a.activity_id = r.activity_id and a.known_from = r.known_from
        """,
        Column(_rewritten, e => e.Key.ActivityId), Column(_rewritten, e => e.KnownFrom),
        Column(_rewritten, e => e.Vietnamese.Title), Column(_rewritten, e => e.Vietnamese.Summary),
        Column(_rewritten, e => e.English.Title), Column(_rewritten, e => e.English.Summary),
        Column(_rewritten, e => e.Body), Column(_rewritten, e => e.Corrections),
        Column(_rewritten, e => string.Join(' ', SearchWords.OfEntry(e))));

    /// <summary>A registration or launch sets the title of a timeline; a correction of it changes the title.</summary>
    private void WriteTitle(IDocumentOperations operations, EntryVersion entry)
    {
        if (entry.Entry.TimelineTitle is not { } title) return;
        operations.QueueSqlCommand(
            $"update {version.Timelines} set known_to = ? "
            + $"where timeline = ? and known_to = {TimelineTables.StillKnown}",
            entry.Entry.KnownFrom, entry.Stream.ToString());
        operations.QueueSqlCommand(
            $"insert into {version.Timelines} (timeline, known_from, known_to, title) values (?, ?, ?, ?)",
            entry.Stream.ToString(), entry.Entry.KnownFrom, TimelineTables.StillKnown, title);
    }

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyList<TRow> rows, Func<TRow, TColumn> column) =>
        [.. rows.Select(column)];
}
