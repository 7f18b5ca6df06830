using ClusterEvents.Timelines.Listings;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Timelines.Projection;

/// <summary>
/// The tables behind timelines. An activity is stored once for each version of its entry; a thin row places it on each
/// timeline that shows it, so that a cluster-wide event is not copied for every member. A correction closes rows and
/// adds others, so that the state at any position is a range of the same index.
/// </summary>
public static class TimelineTables
{
    public static string Activities => TimelineVersion.Current.Activities;
    public static string Rows => TimelineVersion.Current.Rows;
    public static string Timelines => TimelineVersion.Current.Timelines;
    public static string Listings => TimelineVersion.Current.Listings;

    /// <summary>The end of current rows: later than every position.</summary>
    public const long StillKnown = long.MaxValue;

    public static IEnumerable<Table> Of(TimelineVersion version)
    {
        Table[] tables = [ActivityTable(version), RowTable(version), TimelineTable(version)];
        return version.HasListings ? tables.Append(ListingTable.Of(version)) : tables;
    }

    private static Table ActivityTable(TimelineVersion version)
    {
        var table = new Table(version.Activities);
        table.AddColumn("activity_id", "uuid").AsPrimaryKey();
        AddKnown(table);
        table.AddColumn("learned_at", "timestamptz").NotNull();
        table.AddColumn("title_vi", "text").NotNull();
        table.AddColumn("summary_vi", "text").NotNull();
        table.AddColumn("title_en", "text").NotNull();
        table.AddColumn("summary_en", "text").NotNull();
        // Text instead of jsonb: it is sent to clients unchanged, in the original field order.
        table.AddColumn("body", "text").NotNull();
        table.AddColumn("corrections", "text").NotNull();
        // The sort key again, so that a search can start from the words and still order its matches.
        table.AddColumn("occurred_on", "date").NotNull();
        table.AddColumn("day_part", "smallint").NotNull();
        table.AddColumn("sequence_hint", "integer").NotNull();
        table.AddColumn("recorded_at", "timestamptz").NotNull();
        table.AddColumn("words", "text[]").NotNull();
        table.Indexes.Add(new IndexDefinition(version.Named("activity_by_words"))
        {
            Columns = ["words"],
            Method = IndexMethod.gin,
        });
        if (!version.FindsEverywhere) return table;
        // A search over all timelines reads activities by themselves: in their order, or by their words.
        table.AddColumn("kind", "text").NotNull();
        table.AddColumn("retracted", "boolean").NotNull();
        table.AddColumn("shown", "boolean").NotNull();
        table.Indexes.Add(new IndexDefinition(version.Named("activity_by_day"))
        {
            Columns = ["occurred_on", "day_part", "sequence_hint", "recorded_at", "activity_id"],
            Predicate = "shown",
        });
        AddDays(table, version.Named("activity_by_days"));
        return table;
    }

    private static Table RowTable(TimelineVersion version)
    {
        var table = new Table(version.Rows);
        table.AddColumn("timeline", "text").AsPrimaryKey();
        table.AddColumn("occurred_on", "date").AsPrimaryKey();
        table.AddColumn("day_part", "smallint").AsPrimaryKey();
        table.AddColumn("sequence_hint", "integer").AsPrimaryKey();
        table.AddColumn("recorded_at", "timestamptz").AsPrimaryKey();
        table.AddColumn("activity_id", "uuid").AsPrimaryKey();
        AddKnown(table);
        table.AddColumn("kind", "text").NotNull();
        table.AddColumn("retracted", "boolean").NotNull();
        if (version.FindsByDays) AddDays(table, version.Named("timeline_row_by_days"), "timeline");
        // For pages of one rare event type, which would otherwise scan all others.
        table.Indexes.Add(new IndexDefinition(version.Named("timeline_row_by_kind"))
        {
            Columns = ["timeline", "kind", "occurred_on", "day_part", "sequence_hint", "recorded_at", "activity_id"],
        });
        // A live client asks for rows added to a timeline after a position, and for rows ended after it. Few rows ever
        // end, so the second index stays small.
        table.Indexes.Add(new IndexDefinition(version.Named("timeline_row_by_known_from"))
        {
            Columns = ["timeline", "known_from"],
        });
        table.Indexes.Add(new IndexDefinition(version.Named("timeline_row_by_known_to"))
        {
            Columns = ["timeline", "known_to"],
            // Written as PostgreSQL prints it; otherwise every start would see a difference and rebuild the index.
            Predicate = $"known_to < '{StillKnown}'::bigint",
        });
        return table;
    }

    /// <summary>
    /// The first and last day of an entry. Few entries have more than one; those that begin before a period or end
    /// after it are found by an index of their own, which has the same order as timelines.
    /// </summary>
    private static void AddDays(Table table, string index, params string[] first)
    {
        table.AddColumn("first_day", "date").NotNull();
        table.AddColumn("last_day", "date").NotNull();
        table.Indexes.Add(new IndexDefinition(index)
        {
            Columns =
            [
                .. first, "occurred_on", "day_part", "sequence_hint", "recorded_at", "activity_id", "first_day",
                "last_day",
            ],
            Predicate = "first_day < last_day",
        });
    }

    private static Table TimelineTable(TimelineVersion version)
    {
        var table = new Table(version.Timelines);
        table.AddColumn("timeline", "text").AsPrimaryKey();
        AddKnown(table);
        table.AddColumn("title", "text").NotNull();
        return table;
    }

    /// <summary>
    /// The positions between which the row is valid; the end is <see cref="StillKnown"/> for current rows.
    /// </summary>
    private static void AddKnown(Table table)
    {
        table.AddColumn("known_from", "bigint").AsPrimaryKey();
        table.AddColumn("known_to", "bigint").NotNull();
    }
}
