using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Timelines.Search;
using Npgsql;
using SortKey = ClusterEvents.Domain.Entries.SortKey;

namespace ClusterEvents.Auditing.Verification;

/// <summary>One version of an entry, valid from a position on.</summary>
internal sealed record ActivityRow(
    SortKey Key, long KnownFrom, long KnownTo, DateTimeOffset LearnedAt, DisplayText Vietnamese, DisplayText English,
    string Body, string Corrections, string Words, string Kind, bool Retracted, bool Shown, DateOnly FirstDay,
    DateOnly LastDay) : AuditedRow(Key, KnownFrom, KnownTo)
{
    /// <summary>
    /// Sorts the keys and fetches the rows by key: sorting whole rows would spill all of them to disk before the first
    /// is returned.
    /// </summary>
    /// <remarks>
    /// Search words are compared as one text together with their number: two words joined to one would have the same
    /// letters, but would not be found.
    /// </remarks>
    public static readonly string Query =
        $"""
        select a.activity_id, a.known_from, known_to, learned_at, title_vi, summary_vi, title_en, summary_en, body,
          corrections, occurred_on, day_part, sequence_hint, recorded_at,
          cardinality(words) || ': ' || array_to_string(words, ' ', '*'), kind, retracted, shown, first_day, last_day
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
        ("words", Words), ("kind", Kind), ("retracted", Text(Retracted)), ("shown", Text(Shown)),
        ("first_day", Text(FirstDay)), ("last_day", Text(LastDay)),
    ];

    public static ActivityRow Of(TimelineEntry entry, long knownTo)
    {
        var words = SearchWords.OfEntry(entry);
        return new(entry.Key, entry.KnownFrom, knownTo, entry.LearnedAt, entry.Vietnamese, entry.English, entry.Body,
            entry.Corrections, $"{words.Length}: {string.Join(' ', words)}", entry.Kind, entry.Retracted,
            entry.Timelines.Count > 0, entry.Days.First, entry.Days.Last);
    }

    public static ActivityRow From(NpgsqlDataReader row) => new(
        new(row.GetFieldValue<DateOnly>(10), row.GetInt16(11), row.GetInt32(12),
            row.GetFieldValue<DateTimeOffset>(13), row.GetGuid(0)),
        row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3), new(row.GetString(4), row.GetString(5)),
        new(row.GetString(6), row.GetString(7)), row.GetString(8), row.GetString(9),
        row.GetString(14), row.GetString(15), row.GetBoolean(16), row.GetBoolean(17),
        row.GetFieldValue<DateOnly>(18), row.GetFieldValue<DateOnly>(19));
}
