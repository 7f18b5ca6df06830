using ClusterEvents.Domain.Entries;
using ClusterEvents.Timelines.Projection;
using Npgsql;
using SortKey = ClusterEvents.Domain.Entries.SortKey;

namespace ClusterEvents.Auditing.Verification;

/// <summary>The row of an activity on one timeline.</summary>
internal sealed record TimelineRow(
    string Timeline, SortKey Key, long KnownFrom, long KnownTo, string Kind, bool Retracted, DateOnly FirstDay,
    DateOnly LastDay)
    : AuditedRow(Key, KnownFrom, KnownTo)
{
    public static readonly string Query =
        $"""
        select timeline, occurred_on, day_part, sequence_hint, recorded_at, activity_id, known_from, known_to,
          kind, retracted, first_day, last_day
        from {TimelineTables.Rows} order by known_from
        """;

    public override string Name => $"timeline {Timeline}, activity {Key.ActivityId} as known from {KnownFrom}";

    protected override IEnumerable<(string Field, string Value)> Fields =>
    [
        .. Place, ("kind", Kind), ("retracted", Text(Retracted)), ("first_day", Text(FirstDay)),
        ("last_day", Text(LastDay)),
    ];

    public static IReadOnlyList<TimelineRow> Of(TimelineEntry entry, long knownTo) =>
        [.. entry.Timelines.Select(timeline =>
            new TimelineRow(timeline.ToString(), entry.Key, entry.KnownFrom, knownTo, entry.Kind, entry.Retracted,
                entry.Days.First, entry.Days.Last))];

    public static TimelineRow From(NpgsqlDataReader row) => new(
        row.GetString(0),
        new(row.GetFieldValue<DateOnly>(1), row.GetInt16(2), row.GetInt32(3),
            row.GetFieldValue<DateTimeOffset>(4), row.GetGuid(5)),
        row.GetInt64(6), row.GetInt64(7), row.GetString(8), row.GetBoolean(9),
        row.GetFieldValue<DateOnly>(10), row.GetFieldValue<DateOnly>(11));
}
