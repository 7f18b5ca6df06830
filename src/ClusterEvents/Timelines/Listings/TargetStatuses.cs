using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Timelines.Listings;

/// <summary>The statuses in which targets are listed: those of their cities.</summary>
public static class TargetStatuses
{
    /// <summary>The words by which targets are asked for, and the statuses that each one covers.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Words = new Dictionary<string, string[]>
    {
        ["set"] = ["set"],
        ["in-progress"] = ["in-progress"],
        ["met"] = ["met"],
        ["missed"] = ["missed"],
        ["open"] = ["set", "in-progress"],
    };

    internal static IEnumerable<Listing> Listings(Target target)
    {
        var cities = target.Cities.Select(one => (one.City, Of(one.Status))).ToArray();
        return Listing.Of(target.Set.CampaignIds, cities.Select(one => one.Item2).Distinct(), cities, target.ClusterId,
            ListedDay.Of(target.Set));
    }

    private static string Of(TargetStatus status) => status switch
    {
        TargetStatus.Set => "set",
        TargetStatus.InProgress => "in-progress",
        TargetStatus.Met => "met",
        _ => "missed",
    };
}
