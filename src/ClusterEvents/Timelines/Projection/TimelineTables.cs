using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Targets;
using ClusterEvents.EventStore.Schema;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Timelines.Projection;

/// <summary>
/// The tables that timelines are read from. An activity is kept once for each way it ever read; a thin row places it
/// on each timeline that shows it, so that a cluster-wide event reaches every member without being copied. A
/// correction closes rows and adds others, so that what was known at any position is the same range of an index.
/// </summary>
public static class TimelineTables
{
    public const string Schema = MartenStore.Schema;
    public static string Activities => TimelineVersion.Current.Activities;
    public static string Rows => TimelineVersion.Current.Rows;
    public static string Timelines => TimelineVersion.Current.Timelines;

    /// <summary>The end of what is still known: later than every position.</summary>
    public const long StillKnown = long.MaxValue;

    /// <summary>The kinds by which streams are listed.</summary>
    private static readonly string[] Openings =
    [
        nameof(DirectiveIssued), nameof(DirectiveOverdue), nameof(DirectiveRevoked), nameof(TargetSet),
        nameof(CommendationAwarded),
    ];

    public static IEnumerable<Table> Of(TimelineVersion version) =>
        [ActivityTable(version), RowTable(version), TimelineTable(version)];

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
        // Text and not jsonb: it goes to readers as it is, and the order of its fields is kept.
        table.AddColumn("body", "text").NotNull();
        table.AddColumn("corrections", "text").NotNull();
        // The key again, so that a search can begin with the words and still place what it finds.
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
        // A page of one rare kind must not walk past all the others.
        table.Indexes.Add(new IndexDefinition(version.Named("timeline_row_by_kind"))
        {
            Columns = ["timeline", "kind", "occurred_on", "day_part", "sequence_hint", "recorded_at", "activity_id"],
        });
        // Lists of streams go by the days of what began them, on whatever timelines it is. These kinds are few among
        // all.
        table.Indexes.Add(new IndexDefinition(version.Named("timeline_row_by_opening"))
        {
            Columns = ["kind", "occurred_on"],
            Predicate = $"kind = ANY (ARRAY[{string.Join(", ", Openings.Select(kind => $"'{kind}'::text"))}])",
        });
        // A follower asks for what came to a timeline after a position, and for what left it. Few rows ever end, so
        // that the second index stays small.
        table.Indexes.Add(new IndexDefinition(version.Named("timeline_row_by_known_from"))
        {
            Columns = ["timeline", "known_from"],
        });
        table.Indexes.Add(new IndexDefinition(version.Named("timeline_row_by_known_to"))
        {
            Columns = ["timeline", "known_to"],
            // Worded as the store words it back: otherwise every start would find it changed, and build it anew.
            Predicate = $"known_to < '{StillKnown}'::bigint",
        });
        return table;
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
    /// From which position on the row was known, and from which on no more; <see cref="StillKnown"/> while it is.
    /// </summary>
    private static void AddKnown(Table table)
    {
        table.AddColumn("known_from", "bigint").AsPrimaryKey();
        table.AddColumn("known_to", "bigint").NotNull();
    }
}
