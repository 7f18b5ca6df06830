using ClusterEvents.Timelines.Projection;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Timelines.Listings;

/// <summary>
/// The table of listings. Each list is a range of an index in list order. Listings that have ended are in indexes of
/// their own: every directive leaves the list of the issued ones sooner or later, and a page of today's would
/// otherwise read past all of them.
/// </summary>
internal static class ListingTable
{
    /// <summary>The condition of listings that are valid now.</summary>
    public static readonly string Current = $"known_to = '{TimelineTables.StillKnown}'::bigint";

    /// <summary>The condition of listings that have ended.</summary>
    public static readonly string Ended = $"known_to < '{TimelineTables.StillKnown}'::bigint";

    /// <summary>The condition of listings with several days.</summary>
    public const string Several = "last_day IS NOT NULL";

    /// <summary>The condition of listings with more days than a rough date has.</summary>
    public static readonly string Long = $"(last_day - first_day) > {Listing.LongestRough}";

    private static readonly string[] List = ["kind", "campaign", "city", "status", "cluster"];

    public static Table Of(TimelineVersion version)
    {
        var table = new Table(version.Listings);
        foreach (var column in List) table.AddColumn(column, "text").NotNull();
        table.AddColumn("rank", "integer").NotNull();
        table.AddColumn("id", "text").NotNull();
        if (version.ListsByDays)
        {
            table.AddColumn("first_day", "date");
            table.AddColumn("last_day", "date");
        }

        table.AddColumn("due_on", "date");
        table.AddColumn("known_from", "bigint").NotNull();
        table.AddColumn("known_to", "bigint").NotNull();
        table.Indexes.Add(Index("listing_current", Current, unique: true, ["rank", "id"]));
        table.Indexes.Add(Index("listing_ended", Ended, unique: false, ["rank", "id"]));
        // A period of due days is read day by day, each in list order.
        table.Indexes.Add(Index("listing_current_by_due", $"({Current}) AND due_on IS NOT NULL", unique: false,
            ["due_on", "rank", "id"]));
        table.Indexes.Add(Index("listing_ended_by_due", $"({Ended}) AND due_on IS NOT NULL", unique: false,
            ["due_on", "rank", "id"]));
        if (!version.ListsByDays) return table;
        // A longer one is sought from one day of the list to the next: few keys, which many streams share.
        table.Indexes.Add(Index("listing_current_by_rank", $"({Current}) AND due_on IS NOT NULL", unique: false,
            ["rank", "due_on"], []));
        // What has several days is found by a period outside of which it is listed. Few streams have more than a year.
        foreach (var (name, condition) in new[] { ("listing_current", Current), ("listing_ended", Ended) })
        {
            table.Indexes.Add(Index($"{name}_by_days", $"({condition}) AND {Several}", unique: false, ["rank", "id"],
                ["first_day", "last_day", "known_from", "known_to"]));
            table.Indexes.Add(Index($"{name}_by_years", $"({condition}) AND {Long}", unique: false, ["rank", "id"],
                ["first_day", "last_day", "known_from", "known_to"]));
        }

        return table;

        IndexDefinition Index(
            string name, string condition, bool unique, string[] order, string[]? included = null) =>
            new(version.Named(name))
            {
                Columns = [.. List, .. order],
                // Read from the index alone, as far as vacuum has been there.
                IncludeColumns = included
                ?? (order is ["rank", ..] ? ["due_on", "known_from", "known_to"] : ["known_from", "known_to"]),
                IsUnique = unique,
                Predicate = condition,
            };
    }
}
