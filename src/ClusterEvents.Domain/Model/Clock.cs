namespace ClusterEvents.Domain.Model;

/// <summary>The calendar of the record: dates are local to Vietnam, instants are UTC.</summary>
public static class Clock
{
    /// <summary>The time zone of all days, which needs time zone data on the machine.</summary>
    public const string Zone = "Asia/Ho_Chi_Minh";

    private static readonly TimeZoneInfo Vietnam = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>Today's date in Asia/Ho_Chi_Minh.</summary>
    public static DateOnly Today(this TimeProvider time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Vietnam).DateTime);

    /// <summary>An instant as clocks in Vietnam show it.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Vietnam);

    /// <summary>The instant at which a day begins in Asia/Ho_Chi_Minh.</summary>
    public static DateTimeOffset Beginning(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Vietnam.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The current instant, truncated to the microseconds that PostgreSQL stores.</summary>
    public static DateTimeOffset NowInStore(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
