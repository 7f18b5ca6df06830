using System.Globalization;
using System.Text;

namespace ClusterEvents.Timelines;

/// <summary>
/// The place of an entry on a timeline: by day, part of day, hint, then when it was recorded. What is not known
/// comes first: an unknown date before all dates, a whole day before its parts.
/// </summary>
public readonly record struct SortKey(
    DateOnly OccurredOn, short DayPart, int SequenceHint, DateTimeOffset RecordedAt, Guid ActivityId) : IComparable<SortKey>
{
    public int CompareTo(SortKey other) =>
        (OccurredOn, DayPart, SequenceHint, RecordedAt, ActivityId).CompareTo(
            (other.OccurredOn, other.DayPart, other.SequenceHint, other.RecordedAt, other.ActivityId));

    public static bool operator <(SortKey left, SortKey right) => left.CompareTo(right) < 0;

    public static bool operator >(SortKey left, SortKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(SortKey left, SortKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SortKey left, SortKey right) => left.CompareTo(right) >= 0;

    /// <summary>The key as an opaque text for a page's <c>next</c>.</summary>
    public string ToCursor() => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{OccurredOn.DayNumber}.{DayPart}.{SequenceHint}.{RecordedAt.UtcTicks}.{ActivityId:N}")))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The key that a cursor stands for; null where the text is none of ours.</summary>
    public static SortKey? FromCursor(string cursor)
    {
        Span<byte> bytes = stackalloc byte[200];
        var padded = cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '=');
        if (cursor.Length > 200 || !Convert.TryFromBase64String(padded, bytes, out var length)) return null;
        return Encoding.ASCII.GetString(bytes[..length]).Split('.') is [var day, var part, var hint, var ticks, var id]
            && int.TryParse(day, CultureInfo.InvariantCulture, out var dayNumber)
            && dayNumber >= 0 && dayNumber <= DateOnly.MaxValue.DayNumber
            && short.TryParse(part, CultureInfo.InvariantCulture, out var dayPart)
            && int.TryParse(hint, CultureInfo.InvariantCulture, out var sequenceHint)
            && long.TryParse(ticks, CultureInfo.InvariantCulture, out var utcTicks)
            && utcTicks >= 0 && utcTicks <= DateTimeOffset.MaxValue.UtcTicks
            && Guid.TryParseExact(id, "N", out var activityId)
            ? new(DateOnly.FromDayNumber(dayNumber), dayPart, sequenceHint, new(utcTicks, TimeSpan.Zero), activityId)
            : null;
    }
}
