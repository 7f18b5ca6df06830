using ClusterEvents.Domain.Model;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace ClusterEvents.Timelines.Feeds.Calendars;

/// <summary>Days and instants in the types of calendars.</summary>
internal static class CalendarDays
{
    /// <summary>
    /// An event of whole days. The end is the day after the last, and left out after the last day of the calendar,
    /// where an all-day event without an end means one day.
    /// </summary>
    public static CalendarEvent Event(DateOnly first, DateOnly last) => new()
    {
        Start = new(first),
        End = last == DateOnly.MaxValue ? null : new(last.AddDays(1)),
        // The entry records the past and does not block anyone's time.
        Transparency = TransparencyType.Transparent,
    };

    /// <summary>
    /// An event of the days of an activity: at its time if day and time are known, without an end, which nobody
    /// recorded. Null if its date is unknown.
    /// </summary>
    public static CalendarEvent? Event(OccurredDays days)
    {
        if (days is not { First: { } first, Last: { } last }) return null;
        // On the first day of all there is no instant yet where the calendar counts in UTC.
        if (days.Activity is not { LocalTime: { } time, Precision: Precision.Day } || last != first
            || first == DateOnly.MinValue)
            return Event(first, last);
        return new()
        {
            Start = Instant(Clock.At(first, time)),
            Transparency = TransparencyType.Transparent,
        };
    }

    public static CalDateTime Instant(DateTimeOffset instant) => new(instant.UtcDateTime, CalDateTime.UtcTzId);

    /// <summary>The lines of a description, without those that are empty.</summary>
    public static string Lines(params IEnumerable<string?> lines) =>
        string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line)));
}
