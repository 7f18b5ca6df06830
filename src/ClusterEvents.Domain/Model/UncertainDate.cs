namespace ClusterEvents.Domain.Model;

/// <summary>
/// Between which days an activity occurred. Of a month, a year, or a day by which it had, only one day is on record:
/// what is compared with it is refused, or called late, only where it was so on every day that it may have been.
/// </summary>
public static class UncertainDate
{
    /// <summary>The first day on which it may have occurred; null where there is none.</summary>
    public static DateOnly? Earliest(this Activity activity) => (activity.Precision, activity.OccurredOn) switch
    {
        (Precision.Year, { } day) => new(day.Year, 1, 1),
        (Precision.Month, { } day) => new(day.Year, day.Month, 1),
        (Precision.OnOrBefore, _) => null,
        (_, var day) => day,
    };

    /// <summary>The last day on which it may have occurred; null where there is none.</summary>
    public static DateOnly? Latest(this Activity activity) => (activity.Precision, activity.OccurredOn) switch
    {
        (Precision.Year, { } day) => new(day.Year, 12, 31),
        (Precision.Month, { } day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)),
        (_, var day) => day,
    };
}
