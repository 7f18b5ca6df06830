using System.Globalization;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.EventStore.Reading;

/// <summary>A point in the order of recording as requested: a position or an instant.</summary>
public readonly record struct PointInTime(long? Position, DateTimeOffset? Instant)
{
    public const string Expected = "must be a position, or an instant with its offset, as 2022-07-29T12:00:00+07:00";

    /// <summary>Parses a position or an ISO 8601 instant; null for anything else.</summary>
    public static PointInTime? Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new(position, null)
        // A plus sign that was not percent-encoded arrives as a space.
        : Scalars.Instant(text.Replace(' ', '+')) is { } instant ? new(null, instant.ToUniversalTime()) : null;
}
