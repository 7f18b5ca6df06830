namespace ClusterEvents.Timelines.Summaries;

/// <summary>The entries of a timeline on one day of a year.</summary>
/// <param name="Day">The day; for an entry that is known to the month, quarter or year, the day it is placed
/// on.</param>
/// <param name="Count">The number of entries.</param>
/// <param name="Kinds">The number of entries of each event type.</param>
public sealed record CalendarDay(DateOnly Day, long Count, IReadOnlyDictionary<string, long> Kinds);
