using ClusterEvents.Domain.Model;

namespace ClusterEvents.Timelines.Listings;

/// <summary>
/// Places a stream on the lists of one city and one campaign in one status. A stream has several: one for each of its
/// cities and one for any city, and these for each of its campaigns and for any campaign.
/// </summary>
/// <param name="Campaign">The campaign edition, or <see cref="Any"/>.</param>
/// <param name="City">The city, or <see cref="Any"/>.</param>
/// <param name="Status">The status of that city, or of the stream; which ones there are depends on the kind.</param>
/// <param name="Cluster">The cluster of the stream; empty if it has none.</param>
/// <param name="Rank">Its place in the order of lists: see <see cref="RankOf"/>.</param>
/// <param name="Several">Its days, where it has more than one; null for a single day or none.</param>
/// <param name="DueOn">The due day in force, for kinds that are listed by it.</param>
public readonly record struct Listing(
    string Campaign, string City, string Status, string Cluster, int Rank, Days? Several, DateOnly? DueOn)
{
    /// <summary>In place of a city or campaign: whichever it is, or none.</summary>
    public const string Any = "";

    /// <summary>The rank of streams without a day, which are listed last.</summary>
    public const int Undated = int.MaxValue;

    /// <summary>
    /// The place of a day in lists: the newest first. Ascending, so that an index range after a rank and an id is one
    /// comparison of rows.
    /// </summary>
    public static int RankOf(DateOnly? day) => day is { } dated ? -dated.DayNumber : Undated;

    /// <summary>
    /// The longest that the days of a rough date are apart. Only what takes several days can take longer.
    /// </summary>
    public const int LongestRough = 366;

    /// <summary>
    /// The listings of a stream with one status for each city, and the statuses that it is listed in for any city.
    /// </summary>
    internal static IEnumerable<Listing> Of(
        IEnumerable<string>? campaigns, IEnumerable<string> statuses, IEnumerable<(CityId City, string Status)> cities,
        string? cluster, ListedDay day, DateOnly? dueOn = null)
    {
        (string City, string Status)[] all =
            [.. statuses.Select(status => (Any, status)), .. cities.Select(one => (one.City.Value, one.Status))];
        foreach (var campaign in (campaigns ?? []).Prepend(Any))
            foreach (var (city, status) in all)
                yield return new(campaign, city, status, cluster ?? "", RankOf(day.Day), day.Several, dueOn);
    }
}
