using ClusterEvents.Recording;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace ClusterEvents.Timelines;

/// <summary>
/// Writes what timelines are read from, a whole page of events with one statement a table. It reads nothing but the
/// events, so a rebuild gives the same rows to the byte.
/// </summary>
public sealed class TimelineProjection(Catalogue catalogue) : IProjection
{
    public const string Name = "Timelines";

    /// <summary>The name of its progress in the store.</summary>
    public const string Shard = $"{Name}:All";

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        TimelineEntry[] entries = [.. events.Select(e => TimelineEntry.Of(e, catalogue)).OfType<TimelineEntry>()];
        if (entries.Length > 0) InsertActivities(operations, entries);
        InsertRows(operations, [.. entries.SelectMany(entry => entry.Timelines.Select(timeline => (timeline, entry)))]);
        foreach (var opening in events.Where(e => e.Data is Activity)) OpenTimeline(operations, opening);

        // Wakes whoever waits to see what it recorded, on whichever node it asked.
        operations.QueueSqlCommand($"notify {TimelineProgress.Channel}, '{events[^1].Sequence}'");
        Telemetry.Projected.Add(entries.Length);
        return Task.CompletedTask;
    }

    private static void InsertActivities(IDocumentOperations operations, TimelineEntry[] entries) =>
        operations.QueueSqlCommand(
            $"""
            insert into {TimelineTables.Activities}
              (activity_id, position, title_vi, summary_vi, title_en, summary_en, body)
            select * from unnest(?, ?, ?, ?, ?, ?, ?)
            """,
            Column(entries, e => e.Key.ActivityId), Column(entries, e => e.Position),
            Column(entries, e => e.Vietnamese.Title), Column(entries, e => e.Vietnamese.Summary),
            Column(entries, e => e.English.Title), Column(entries, e => e.English.Summary),
            Column(entries, e => e.Body));

    private static void InsertRows(IDocumentOperations operations, (StreamKey Timeline, TimelineEntry Entry)[] rows)
    {
        if (rows.Length == 0) return;
        operations.QueueSqlCommand(
            $"""
            insert into {TimelineTables.Rows}
              (timeline, occurred_on, day_part, sequence_hint, recorded_at, activity_id, kind)
            select * from unnest(?, ?, ?, ?, ?, ?, ?)
            """,
            Column(rows, r => r.Timeline.ToString()), Column(rows, r => r.Entry.Key.OccurredOn),
            Column(rows, r => r.Entry.Key.DayPart), Column(rows, r => r.Entry.Key.SequenceHint),
            Column(rows, r => r.Entry.Key.RecordedAt), Column(rows, r => r.Entry.Key.ActivityId),
            Column(rows, r => r.Entry.Kind));
    }

    private void OpenTimeline(IDocumentOperations operations, IEvent opening)
    {
        var activity = (Activity)opening.Data;
        if (catalogue.TypeOf(activity).TimelineTitle is not { } title) return;
        operations.QueueSqlCommand(
            $"insert into {TimelineTables.Timelines} (timeline, title) values (?, ?)", opening.StreamKey!, title(activity));
    }

    private static TColumn[] Column<TRow, TColumn>(TRow[] rows, Func<TRow, TColumn> column) => [.. rows.Select(column)];
}
