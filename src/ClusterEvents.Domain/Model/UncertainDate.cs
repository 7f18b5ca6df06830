namespace ClusterEvents.Domain.Model;

/// <summary>
/// The range of days on which an activity may have occurred. A date with precision Month, Quarter, Year or OnOrBefore
/// stands for several days; a rule rejects an activity, or calls it late, only if that holds on every one of them.
/// </summary>
public static class UncertainDate
{
    private const int MonthsOfQuarter = 3;

    /// <summary>The first day on which it may have occurred; null if unbounded.</summary>
    public static DateOnly? Earliest(this Activity activity) => (activity.Precision, activity.OccurredOn) switch
    {
        (Precision.OnOrBefore, _) => null,
        (var precision, { } day) => FirstDay(precision, day),
        _ => null,
    };

    /// <summary>
    /// The last day on which it may have occurred or, if it took several days, ended; null if unknown.
    /// </summary>
    public static DateOnly? Latest(this Activity activity) =>
        activity.EndsOn ?? (activity.OccurredOn is { } day ? LastDay(activity.Precision, day) : null);

    /// <summary>
    /// The first and the last day by which it is found; null without a date. One on or before a day has that day alone:
    /// without an end it would be found by every period.
    /// </summary>
    public static (DateOnly First, DateOnly Last)? Days(this Activity activity) =>
        activity.OccurredOn is { } day ? (activity.Earliest() ?? day, activity.Latest() ?? day) : null;

    /// <summary>The first day of the period that a date of this precision stands for.</summary>
    public static DateOnly FirstDay(Precision precision, DateOnly day) => precision switch
    {
        Precision.Year => new(day.Year, 1, 1),
        Precision.Quarter => new(day.Year, FirstMonthOfQuarter(day), 1),
        Precision.Month => new(day.Year, day.Month, 1),
        _ => day,
    };

    /// <summary>The last day of the period that a date of this precision stands for.</summary>
    public static DateOnly LastDay(Precision precision, DateOnly day) => precision switch
    {
        Precision.Year => new(day.Year, 12, 31),
        Precision.Quarter => EndOfMonth(day.Year, FirstMonthOfQuarter(day) + MonthsOfQuarter - 1),
        Precision.Month => EndOfMonth(day.Year, day.Month),
        _ => day,
    };

    private static int FirstMonthOfQuarter(DateOnly day) =>
        (day.Month - 1) / MonthsOfQuarter * MonthsOfQuarter + 1;

    private static DateOnly EndOfMonth(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));
}
