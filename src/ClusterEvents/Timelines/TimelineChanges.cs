using ClusterEvents.Recording;
using Marten;

namespace ClusterEvents.Timelines;

/// <summary>The rows that a page of events adds and closes, written with one statement a table and purpose.</summary>
internal sealed class TimelineChanges(TimelineVersion version)
{
    private readonly List<Version> _entries = [];
    private readonly Dictionary<Guid, Version> _newest = [];
    private readonly List<(TimelineEntry Entry, long KnownTo)> _closed = [];
    private readonly List<TimelineEntry> _rewritten = [];

    /// <summary>Adds what one event made of an entry.</summary>
    public void Add(string stream, TimelineEntry? before, TimelineEntry after)
    {
        if (_newest.TryGetValue(after.Key.ActivityId, out var same)) same.KnownTo = after.KnownFrom;
        else if (before is not null) _closed.Add((before, after.KnownFrom));
        var added = new Version(stream, after);
        _entries.Add(added);
        _newest[after.Key.ActivityId] = added;
    }

    /// <summary>Writes an entry anew, as its events read since personal fields were erased from them.</summary>
    public void Rewrite(TimelineEntry entry) => _rewritten.Add(entry);

    public void Write(IDocumentOperations operations)
    {
        if (_rewritten.Count > 0) RewriteActivities(operations);
        if (_closed.Count > 0) Close(operations);
        if (_entries.Count > 0) InsertActivities(operations);
        InsertRows(operations);
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
        Column(_rewritten, e => string.Join(' ', e.Words)));

    private void InsertActivities(IDocumentOperations operations) => operations.QueueSqlCommand(
        $"""
        insert into {version.Activities}
          (activity_id, known_from, known_to, learned_at, title_vi, summary_vi, title_en, summary_en, body, corrections,
           occurred_on, day_part, sequence_hint, recorded_at, words)
        select a.activity_id, a.known_from, a.known_to, a.learned_at, a.title_vi, a.summary_vi, a.title_en,
          a.summary_en, a.body, a.corrections, a.occurred_on, a.day_part, a.sequence_hint, a.recorded_at,
          string_to_array(a.words, ' ')
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as a
          (activity_id, known_from, known_to, learned_at, title_vi, summary_vi, title_en, summary_en, body, corrections,
           occurred_on, day_part, sequence_hint, recorded_at, words)
        """,
        Column(_entries, e => e.Entry.Key.ActivityId), Column(_entries, e => e.Entry.KnownFrom),
        Column(_entries, e => e.KnownTo), Column(_entries, e => e.Entry.LearnedAt),
        Column(_entries, e => e.Entry.Vietnamese.Title), Column(_entries, e => e.Entry.Vietnamese.Summary),
        Column(_entries, e => e.Entry.English.Title), Column(_entries, e => e.Entry.English.Summary),
        Column(_entries, e => e.Entry.Body), Column(_entries, e => e.Entry.Corrections),
        Column(_entries, e => e.Entry.Key.OccurredOn), Column(_entries, e => e.Entry.Key.DayPart),
        Column(_entries, e => e.Entry.Key.SequenceHint), Column(_entries, e => e.Entry.Key.RecordedAt),
        Column(_entries, e => string.Join(' ', e.Entry.Words)));

    private void InsertRows(IDocumentOperations operations)
    {
        (StreamKey Timeline, Version Of)[] rows =
            [.. _entries.SelectMany(e => e.Entry.Timelines.Select(timeline => (timeline, e)))];
        if (rows.Length == 0) return;
        operations.QueueSqlCommand(
            $"""
            insert into {version.Rows}
              (timeline, occurred_on, day_part, sequence_hint, recorded_at, activity_id, known_from, known_to, kind,
               retracted)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            Column(rows, r => r.Timeline.ToString()), Column(rows, r => r.Of.Entry.Key.OccurredOn),
            Column(rows, r => r.Of.Entry.Key.DayPart), Column(rows, r => r.Of.Entry.Key.SequenceHint),
            Column(rows, r => r.Of.Entry.Key.RecordedAt), Column(rows, r => r.Of.Entry.Key.ActivityId),
            Column(rows, r => r.Of.Entry.KnownFrom), Column(rows, r => r.Of.KnownTo),
            Column(rows, r => r.Of.Entry.Kind), Column(rows, r => r.Of.Entry.Retracted));
    }

    /// <summary>A registration or a launch names a timeline; correcting it names the timeline anew.</summary>
    private void WriteTitle(IDocumentOperations operations, Version entry)
    {
        if (entry.Entry.TimelineTitle is not { } title) return;
        operations.QueueSqlCommand(
            $"update {version.Timelines} set known_to = ? "
            + $"where timeline = ? and known_to = {TimelineTables.StillKnown}",
            entry.Entry.KnownFrom, entry.Stream);
        operations.QueueSqlCommand(
            $"insert into {version.Timelines} (timeline, known_from, known_to, title) values (?, ?, ?, ?)",
            entry.Stream, entry.Entry.KnownFrom, TimelineTables.StillKnown, title);
    }

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyList<TRow> rows, Func<TRow, TColumn> column) =>
        [.. rows.Select(column)];

    private sealed record Version(string Stream, TimelineEntry Entry)
    {
        public long KnownTo { get; set; } = TimelineTables.StillKnown;
    }
}
