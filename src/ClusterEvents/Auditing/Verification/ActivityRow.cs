using System.Globalization;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Timelines.Search;
using Npgsql;
using SortKey = ClusterEvents.Domain.Entries.SortKey;

namespace ClusterEvents.Auditing.Verification;

/// <summary>How an activity read from a position on.</summary>
internal sealed record ActivityRow(
    SortKey Key, long KnownFrom, long KnownTo, DateTimeOffset LearnedAt, DisplayText Vietnamese, DisplayText English,
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

    public static ActivityRow Of(TimelineEntry entry, long knownTo)
    {
        var words = SearchWords.OfEntry(entry);
        return new(entry.Key, entry.KnownFrom, knownTo, entry.LearnedAt, entry.Vietnamese, entry.English, entry.Body,
            entry.Corrections, $"{words.Length}: {string.Join(' ', words)}");
    }

    public static ActivityRow From(NpgsqlDataReader row) => new(
        new(row.GetFieldValue<DateOnly>(10), row.GetInt16(11), row.GetInt32(12),
            row.GetFieldValue<DateTimeOffset>(13), row.GetGuid(0)),
        row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3), new(row.GetString(4), row.GetString(5)),
        new(row.GetString(6), row.GetString(7)), row.GetString(8), row.GetString(9),
        row.GetString(14));
}
