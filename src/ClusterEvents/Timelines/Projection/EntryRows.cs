using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.Timelines.Search;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Timelines.Projection;

/// <summary>
/// Inserts entries into the tables of a version: each as an activity, and as a row of every timeline that shows it.
/// </summary>
internal sealed class EntryRows(TimelineVersion version)
{
    private readonly TableCopy<EntryVersion> _activities = new(version.Activities,
    [
        new StoreColumn<EntryVersion, Guid>("activity_id", NpgsqlDbType.Uuid, e => e.Entry.Key.ActivityId),
        new StoreColumn<EntryVersion, long>("known_from", NpgsqlDbType.Bigint, e => e.Entry.KnownFrom),
        new StoreColumn<EntryVersion, long>("known_to", NpgsqlDbType.Bigint, e => e.KnownTo),
        new StoreColumn<EntryVersion, DateTime>(
            "learned_at", NpgsqlDbType.TimestampTz, e => e.Entry.LearnedAt.UtcDateTime),
        new StoreColumn<EntryVersion, string>("title_vi", NpgsqlDbType.Text, e => e.Entry.Vietnamese.Title),
        new StoreColumn<EntryVersion, string>("summary_vi", NpgsqlDbType.Text, e => e.Entry.Vietnamese.Summary),
        new StoreColumn<EntryVersion, string>("title_en", NpgsqlDbType.Text, e => e.Entry.English.Title),
        new StoreColumn<EntryVersion, string>("summary_en", NpgsqlDbType.Text, e => e.Entry.English.Summary),
        new StoreColumn<EntryVersion, string>("body", NpgsqlDbType.Text, e => e.Entry.Body),
        new StoreColumn<EntryVersion, string>("corrections", NpgsqlDbType.Text, e => e.Entry.Corrections),
        new StoreColumn<EntryVersion, DateOnly>("occurred_on", NpgsqlDbType.Date, e => e.Entry.Key.OccurredOn),
        new StoreColumn<EntryVersion, short>("day_part", NpgsqlDbType.Smallint, e => e.Entry.Key.DayPart),
        new StoreColumn<EntryVersion, int>("sequence_hint", NpgsqlDbType.Integer, e => e.Entry.Key.SequenceHint),
        new StoreColumn<EntryVersion, DateTime>(
            "recorded_at", NpgsqlDbType.TimestampTz, e => e.Entry.Key.RecordedAt.UtcDateTime),
        new StoreColumn<EntryVersion, string[]>(
            "words", NpgsqlDbType.Array | NpgsqlDbType.Text, e => SearchWords.OfEntry(e.Entry)),
        new StoreColumn<EntryVersion, string>("kind", NpgsqlDbType.Text, e => e.Entry.Kind),
        new StoreColumn<EntryVersion, bool>("retracted", NpgsqlDbType.Boolean, e => e.Entry.Retracted),
        // Registrations are on no timeline.
        new StoreColumn<EntryVersion, bool>("shown", NpgsqlDbType.Boolean, e => e.Entry.Timelines.Count > 0),
        new StoreColumn<EntryVersion, DateOnly>("first_day", NpgsqlDbType.Date, e => e.Entry.Days.First),
        new StoreColumn<EntryVersion, DateOnly>("last_day", NpgsqlDbType.Date, e => e.Entry.Days.Last),
    ]);

    private readonly TableCopy<Placed> _rows = new(version.Rows,
    [
        new StoreColumn<Placed, string>("timeline", NpgsqlDbType.Text, row => row.Timeline.ToString()),
        new StoreColumn<Placed, DateOnly>("occurred_on", NpgsqlDbType.Date, row => row.Entry.Key.OccurredOn),
        new StoreColumn<Placed, short>("day_part", NpgsqlDbType.Smallint, row => row.Entry.Key.DayPart),
        new StoreColumn<Placed, int>("sequence_hint", NpgsqlDbType.Integer, row => row.Entry.Key.SequenceHint),
        new StoreColumn<Placed, DateTime>(
            "recorded_at", NpgsqlDbType.TimestampTz, row => row.Entry.Key.RecordedAt.UtcDateTime),
        new StoreColumn<Placed, Guid>("activity_id", NpgsqlDbType.Uuid, row => row.Entry.Key.ActivityId),
        new StoreColumn<Placed, long>("known_from", NpgsqlDbType.Bigint, row => row.Entry.KnownFrom),
        new StoreColumn<Placed, long>("known_to", NpgsqlDbType.Bigint, row => row.KnownTo),
        new StoreColumn<Placed, string>("kind", NpgsqlDbType.Text, row => row.Entry.Kind),
        new StoreColumn<Placed, bool>("retracted", NpgsqlDbType.Boolean, row => row.Entry.Retracted),
        new StoreColumn<Placed, DateOnly>("first_day", NpgsqlDbType.Date, row => row.Entry.Days.First),
        new StoreColumn<Placed, DateOnly>("last_day", NpgsqlDbType.Date, row => row.Entry.Days.Last),
    ]);

    public async Task AddAsync(
        IReadOnlyCollection<EntryVersion> entries, NpgsqlConnection connection, CancellationToken cancel)
    {
        if (entries.Count == 0) return;
        await _activities.WriteAsync(connection, entries, cancel);
        await _rows.WriteAsync(connection, entries.SelectMany(one =>
            one.Entry.Timelines.Select(timeline => new Placed(timeline, one.Entry, one.KnownTo))), cancel);
    }

    private readonly record struct Placed(StreamKey Timeline, TimelineEntry Entry, long KnownTo);
}
