using System.Globalization;
using ClusterEvents.Timelines;
using Npgsql;
using SortKey = ClusterEvents.Timelines.SortKey;

namespace ClusterEvents.Auditing.Verification;

/// <summary>A row of a projection: what it is called, where it stands in the order, and its fields.</summary>
internal abstract record AuditedRow(string Name, long KnownFrom, IReadOnlyList<(string Field, string Value)> Fields)
{
    private const int LongestShown = 200;

    /// <summary>Where a stored row reads otherwise than this one.</summary>
    public IEnumerable<string> Differences(AuditedRow stored) =>
        Fields.Zip(stored.Fields).Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => $"`{pair.First.Field}` must be {Shown(pair.First.Value)} and is {Shown(pair.Second.Value)}");

    protected static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    protected static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    protected static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Shown(string value) => value.Length <= LongestShown ? value : value[..LongestShown] + "…";
}

/// <summary>How an activity read from a position on.</summary>
internal sealed record ActivityRow(string Name, long KnownFrom, IReadOnlyList<(string, string)> Fields)
    : AuditedRow(Name, KnownFrom, Fields)
{
    public static readonly string Query =
        $"""
        select activity_id, known_from, known_to, learned_at, title_vi, summary_vi, title_en, summary_en, body, corrections,
          occurred_on, day_part, sequence_hint, recorded_at, words
        from {TimelineTables.Activities} order by known_from, activity_id
        """;

    public static ActivityRow Of(TimelineEntry entry, long knownTo) => Of(
        entry.Key, entry.KnownFrom, knownTo, entry.LearnedAt,
        [entry.Vietnamese.Title, entry.Vietnamese.Summary, entry.English.Title, entry.English.Summary, entry.Body, entry.Corrections],
        entry.Words);

    public static ActivityRow From(NpgsqlDataReader row) => Of(
        new(row.GetFieldValue<DateOnly>(10), row.GetInt16(11), row.GetInt32(12), row.GetFieldValue<DateTimeOffset>(13), row.GetGuid(0)),
        row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3),
        [.. Enumerable.Range(4, 6).Select(row.GetString)], row.GetFieldValue<string[]>(14));

    private static ActivityRow Of(
        SortKey key, long knownFrom, long knownTo, DateTimeOffset learnedAt, string[] texts, IReadOnlyList<string> words) =>
        new($"activity {key.ActivityId} as known from {knownFrom}", knownFrom,
            [
                ("known_to", Text(knownTo)), ("learned_at", Text(learnedAt)), ("title_vi", texts[0]), ("summary_vi", texts[1]),
                ("title_en", texts[2]), ("summary_en", texts[3]), ("body", texts[4]), ("corrections", texts[5]),
                ("occurred_on", Text(key.OccurredOn)), ("day_part", Text(key.DayPart)),
                ("sequence_hint", Text(key.SequenceHint)), ("recorded_at", Text(key.RecordedAt)), ("words", string.Join(' ', words)),
            ]);
}

/// <summary>The place of an activity on one timeline.</summary>
internal sealed record TimelineRow(string Name, long KnownFrom, IReadOnlyList<(string, string)> Fields)
    : AuditedRow(Name, KnownFrom, Fields)
{
    public static readonly string Query =
        $"""
        select timeline, occurred_on, day_part, sequence_hint, recorded_at, activity_id, known_from, known_to, kind, retracted
        from {TimelineTables.Rows} order by known_from
        """;

    public static IReadOnlyList<TimelineRow> Of(TimelineEntry entry, long knownTo) =>
        [.. entry.Timelines.Select(timeline => Of(timeline.ToString(), entry.Key, entry.KnownFrom, knownTo, entry.Kind, entry.Retracted))];

    public static TimelineRow From(NpgsqlDataReader row) => Of(
        row.GetString(0),
        new(row.GetFieldValue<DateOnly>(1), row.GetInt16(2), row.GetInt32(3), row.GetFieldValue<DateTimeOffset>(4), row.GetGuid(5)),
        row.GetInt64(6), row.GetInt64(7), row.GetString(8), row.GetBoolean(9));

    private static TimelineRow Of(string timeline, SortKey key, long knownFrom, long knownTo, string kind, bool retracted) =>
        new($"timeline {timeline}, activity {key.ActivityId} as known from {knownFrom}", knownFrom,
            [
                ("known_to", Text(knownTo)), ("occurred_on", Text(key.OccurredOn)), ("day_part", Text(key.DayPart)),
                ("sequence_hint", Text(key.SequenceHint)), ("recorded_at", Text(key.RecordedAt)), ("kind", kind),
                ("retracted", retracted ? "true" : "false"),
            ]);
}
