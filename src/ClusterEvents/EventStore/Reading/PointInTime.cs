using System.Globalization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.EventStore.Reading;

/// <summary>A point in the order of recording as requested: a position, or an instant.</summary>
public readonly record struct PointInTime(long? Position, DateTimeOffset? Instant)
{
    /// <summary>
    /// Parses a position, an ISO 8601 instant, or a day, which stands for its end in Asia/Ho_Chi_Minh; null for
    /// anything else.
    /// </summary>
    public static PointInTime? Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new(position, null)
        // A plus sign that was not percent-encoded arrives as a space.
        : Scalars.Instant(text.Replace(' ', '+')) is { } instant ? new(null, instant.ToUniversalTime())
        : Scalars.Day(text) is { } day && day < DateOnly.MaxValue ? new(null, EndOf(day)) : null;

    /// <summary>The last instant of a day that can be stored.</summary>
    private static DateTimeOffset EndOf(DateOnly day) => Clock.Beginning(day.AddDays(1)).AddMicroseconds(-1);
}
