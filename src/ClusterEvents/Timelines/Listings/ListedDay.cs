using ClusterEvents.Domain.Model;

namespace ClusterEvents.Timelines.Listings;

/// <summary>The day by which a stream is listed, and all days by which it is found where they are several.</summary>
/// <param name="Day">The day; null if it is unknown.</param>
/// <param name="Several">The days; null for a single one.</param>
public readonly record struct ListedDay(DateOnly? Day, Days? Several)
{
    /// <summary>The day of an activity.</summary>
    /// <param name="activity">The activity; null if there is none.</param>
    /// <param name="otherwise">The day if it has none.</param>
    public static ListedDay Of(Activity? activity, DateOnly? otherwise = null) => activity?.Days() is var (first, last)
        ? new(activity.OccurredOn, first < last ? new(first, last) : null) : new(otherwise, null);
}
