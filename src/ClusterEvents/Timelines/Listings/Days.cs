namespace ClusterEvents.Timelines.Listings;

/// <summary>The first and the last of several days.</summary>
public readonly record struct Days(DateOnly First, DateOnly Last)
{
    /// <summary>Whether they touch a period.</summary>
    /// <remarks>
    /// What is known to the year may have been on any of its days: it belongs to periods, and not to each day.
    /// </remarks>
    public bool Touch(DateOnly? from, DateOnly? to) =>
        !(First > to) && !(Last < from) && (from != to || Last.DayNumber - First.DayNumber < ShortestYear);

    /// <summary>The number of days from the first to the last of a year.</summary>
    internal const int ShortestYear = 364;
}
