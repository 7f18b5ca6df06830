namespace ClusterEvents.Domain.Model;

/// <summary>The calendar of the record: dates are local to Vietnam, instants are UTC.</summary>
public static class Clock
{
    /// <summary>The time zone of all days, which needs time zone data on the machine.</summary>
    public const string Zone = "Asia/Ho_Chi_Minh";

    /// <summary>
    /// The same zone where Windows knows no IANA names: before Windows 10 1903 and Windows Server 2022, which have ICU.
    /// </summary>
    private const string WindowsZone = "SE Asia Standard Time";

    private static TimeZoneInfo Vietnam =>
        field ??= Find() ?? throw new TimeZoneNotFoundException($"The time zone {Zone} is not known.");

    /// <summary>Whether this machine knows the time zone; everything else here needs it.</summary>
    public static bool IsZoneKnown => Find() is not null;

    /// <summary>Today's date in Asia/Ho_Chi_Minh.</summary>
    public static DateOnly Today(this TimeProvider time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Vietnam).DateTime);

    /// <summary>An instant as clocks in Vietnam show it.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Vietnam);

    /// <summary>The instant at which a day begins in Asia/Ho_Chi_Minh.</summary>
    public static DateTimeOffset Beginning(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The instant at which clocks in Vietnam show a time of a day.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Vietnam.GetUtcOffset(local)).ToUniversalTime();
    }

    private static TimeZoneInfo? Find() =>
        TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone)
        || TimeZoneInfo.TryFindSystemTimeZoneById(WindowsZone, out zone) ? zone : null;

    /// <summary>The current instant, truncated to the microseconds that PostgreSQL stores.</summary>
    public static DateTimeOffset NowInStore(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
