namespace ClusterEvents.Domain.Entries;

/// <summary>
/// The order of entries on a timeline: by day, part of day, hint, then recording time. Unknown values sort first: an
/// unknown date before all dates, a whole day before its parts.
/// </summary>
public readonly record struct SortKey(
    DateOnly OccurredOn, short DayPart, int SequenceHint, DateTimeOffset RecordedAt, Guid ActivityId)
    : IComparable<SortKey>
{
    public int CompareTo(SortKey other) =>
        (OccurredOn, DayPart, SequenceHint, RecordedAt, ActivityId).CompareTo(
            (other.OccurredOn, other.DayPart, other.SequenceHint, other.RecordedAt, other.ActivityId));

    public static bool operator <(SortKey left, SortKey right) => left.CompareTo(right) < 0;

    public static bool operator >(SortKey left, SortKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(SortKey left, SortKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SortKey left, SortKey right) => left.CompareTo(right) >= 0;
}
