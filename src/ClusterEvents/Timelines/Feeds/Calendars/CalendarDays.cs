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

    public static CalDateTime Instant(DateTimeOffset instant) => new(instant.UtcDateTime, CalDateTime.UtcTzId);

    /// <summary>The lines of a description, without those that are empty.</summary>
    public static string Lines(params IEnumerable<string?> lines) =>
        string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line)));
}
