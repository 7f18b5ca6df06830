namespace ClusterEvents.Views.Lists;

/// <summary>A range of ranks in a list.</summary>
/// <param name="First">The first rank.</param>
/// <param name="Last">The last rank.</param>
/// <param name="Where">Where it lies outside of the period asked for; null within it.</param>
internal sealed record ListSpan(int First, int Last, ListSpan.Outside? Where)
{
    /// <summary>Ranges in which only what has several days, some of them in the period, is on the list.</summary>
    public enum Outside
    {
        /// <summary>Listed before, by a later day.</summary>
        Before,

        /// <summary>Listed after, by an earlier day.</summary>
        After,

        /// <summary>Listed after, by a day so much earlier that only what takes years touches the period.</summary>
        LongAfter,
    }

    /// <summary>Where it begins after a place of the list: what is in order after this.</summary>
    public ListPlace Begin(ListPlace? after) =>
        // No id is empty, so that the first rank itself is included.
        after is { } place && place.Rank >= First ? place : new(First, "");
}
