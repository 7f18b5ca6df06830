using System.Globalization;
using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using ClusterEvents.TransparencyLog;
using Npgsql;
using SortKey = ClusterEvents.Timelines.SortKey;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// A row of a projection, equal to one that reads the same. What it is called and its fields as text are only made
/// for rows that are not as they must be.
/// </summary>
internal abstract record AuditedRow(SortKey Key, long KnownFrom, long KnownTo)
{
    private const int LongestShown = 200;

    public abstract string Name { get; }

    protected abstract IEnumerable<(string Field, string Value)> Fields { get; }

    protected IEnumerable<(string Field, string Value)> Place =>
    [
        ("known_to", Text(KnownTo)), ("occurred_on", Key.OccurredOn.ToString("O", CultureInfo.InvariantCulture)),
        ("day_part", Text(Key.DayPart)), ("sequence_hint", Text(Key.SequenceHint)),
        ("recorded_at", Text(Key.RecordedAt)),
    ];

    /// <summary>Where a stored row reads otherwise than this one.</summary>
    public IEnumerable<string> Differences(AuditedRow stored) =>
        Fields.Zip(stored.Fields).Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair =>
            {
                var (must, @is) = Excerpts.Of(pair.First.Value, pair.Second.Value, LongestShown);
                return $"`{pair.First.Field}` must be {must} and is {@is}";
            });

    protected static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}

/// <summary>How an activity read from a position on.</summary>
internal sealed record ActivityRow(
    SortKey Key, long KnownFrom, long KnownTo, DateTimeOffset LearnedAt, Wording Vietnamese, Wording English,
    string Body, string Corrections, string Words) : AuditedRow(Key, KnownFrom, KnownTo)
{
    /// <summary>
    /// The keys are sorted and the rows fetched from where they lie: sorted themselves, all of them would go to the
    /// disk and back before the first came.
    /// </summary>
    /// <remarks>
    /// Words are compared as one text, and with their number: two that were made one have the same letters, and are
    /// found no more.
    /// </remarks>
    public static readonly string Query =
        $"""
        select a.activity_id, a.known_from, known_to, learned_at, title_vi, summary_vi, title_en, summary_en, body,
          corrections, occurred_on, day_part, sequence_hint, recorded_at,
          cardinality(words) || ': ' || array_to_string(words, ' ', '*')
        from (select ctid as place, known_from, activity_id from {TimelineTables.Activities}
          order by known_from, activity_id) k
        join {TimelineTables.Activities} a on a.ctid = k.place
        order by k.known_from, k.activity_id
        """;

    public override string Name => $"activity {Key.ActivityId} as known from {KnownFrom}";

    protected override IEnumerable<(string Field, string Value)> Fields =>
    [
        .. Place, ("learned_at", Text(LearnedAt)), ("title_vi", Vietnamese.Title), ("summary_vi", Vietnamese.Summary),
        ("title_en", English.Title), ("summary_en", English.Summary), ("body", Body), ("corrections", Corrections),
        ("words", Words),
    ];

    public static ActivityRow Of(TimelineEntry entry, long knownTo) => new(
        entry.Key, entry.KnownFrom, knownTo, entry.LearnedAt, entry.Vietnamese, entry.English, entry.Body,
        entry.Corrections, $"{entry.Words.Length}: {string.Join(' ', entry.Words)}");

    public static ActivityRow From(NpgsqlDataReader row) => new(
        new(row.GetFieldValue<DateOnly>(10), row.GetInt16(11), row.GetInt32(12),
            row.GetFieldValue<DateTimeOffset>(13), row.GetGuid(0)),
        row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3), new(row.GetString(4), row.GetString(5)),
        new(row.GetString(6), row.GetString(7)), row.GetString(8), row.GetString(9),
        row.GetString(14));
}

/// <summary>The place of an activity on one timeline.</summary>
internal sealed record TimelineRow(
    string Timeline, SortKey Key, long KnownFrom, long KnownTo, string Kind, bool Retracted)
    : AuditedRow(Key, KnownFrom, KnownTo)
{
    public static readonly string Query =
        $"""
        select timeline, occurred_on, day_part, sequence_hint, recorded_at, activity_id, known_from, known_to,
          kind, retracted
        from {TimelineTables.Rows} order by known_from
        """;

    public override string Name => $"timeline {Timeline}, activity {Key.ActivityId} as known from {KnownFrom}";

    protected override IEnumerable<(string Field, string Value)> Fields =>
        [.. Place, ("kind", Kind), ("retracted", Retracted ? "true" : "false")];

    public static IReadOnlyList<TimelineRow> Of(TimelineEntry entry, long knownTo) =>
        [.. entry.Timelines.Select(timeline =>
            new TimelineRow(timeline.ToString(), entry.Key, entry.KnownFrom, knownTo, entry.Kind, entry.Retracted))];

    public static TimelineRow From(NpgsqlDataReader row) => new(
        row.GetString(0),
        new(row.GetFieldValue<DateOnly>(1), row.GetInt16(2), row.GetInt32(3),
            row.GetFieldValue<DateTimeOffset>(4), row.GetGuid(5)),
        row.GetInt64(6), row.GetInt64(7), row.GetString(8), row.GetBoolean(9));
}
