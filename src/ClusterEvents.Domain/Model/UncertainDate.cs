namespace ClusterEvents.Domain.Model;

/// <summary>
/// The range of days on which an activity may have occurred. A date with precision Month, Year or OnOrBefore
/// stands for several days; a rule rejects an activity, or calls it late, only if that holds on every one of them.
/// </summary>
public static class UncertainDate
{
    /// <summary>The first day on which it may have occurred; null if unbounded.</summary>
    public static DateOnly? Earliest(this Activity activity) => (activity.Precision, activity.OccurredOn) switch
    {
        (Precision.Year, { } day) => new(day.Year, 1, 1),
        (Precision.Month, { } day) => new(day.Year, day.Month, 1),
        (Precision.OnOrBefore, _) => null,
        (_, var day) => day,
    };

    /// <summary>The last day on which it may have occurred; null if unknown.</summary>
    public static DateOnly? Latest(this Activity activity) => (activity.Precision, activity.OccurredOn) switch
    {
        (Precision.Year, { } day) => new(day.Year, 12, 31),
        (Precision.Month, { } day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)),
        (_, var day) => day,
    };
}
