using ClusterEvents.Timelines.Listings;

namespace ClusterEvents.Views.Lists;

/// <summary>The streams that a list is to show.</summary>
/// <param name="Kind">Their kind.</param>
internal sealed record ListFilter(string Kind)
{
    /// <summary>The campaign edition, or <see cref="Listing.Any"/>.</summary>
    public string Campaign { get; init; } = Listing.Any;

    /// <summary>The city, or <see cref="Listing.Any"/>.</summary>
    public string City { get; init; } = Listing.Any;

    /// <summary>The statuses, one of which it has; null for any.</summary>
    public IReadOnlyCollection<string>? Statuses { get; init; }

    /// <summary>The cluster; null for any, and for streams without one.</summary>
    public string? Cluster { get; init; }

    /// <summary>The period, both inclusive, that it touches by a day.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>The first due day; null for no limit.</summary>
    public DateOnly? DueFrom { get; init; }

    /// <summary>The day after the last due day; null for no limit.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>Whether the due day matters; streams without one are then left out.</summary>
    public bool ByDue => DueFrom is not null || DueBefore is not null;

    /// <summary>
    /// The ranges of ranks that it consists of, in the order of the list: the days of the period, and around them what
    /// has several days and touches it.
    /// </summary>
    public IReadOnlyList<ListSpan> Spans
    {
        get
        {
            var spans = new List<ListSpan>();
            if (To is not null)
                spans.Add(new(FirstRank - Listing.LongestRough, FirstRank - 1, ListSpan.Outside.Before));
            spans.Add(new(FirstRank, LastRank, null));
            if (From is null) return spans;
            spans.Add(new(LastRank + 1, LastRank + Listing.LongestRough, ListSpan.Outside.After));
            spans.Add(new(LastRank + Listing.LongestRough + 1, Listing.Undated - 1, ListSpan.Outside.LongAfter));
            return spans;
        }
    }

    public int FirstRank => To is null ? int.MinValue : Listing.RankOf(To);

    public int LastRank => From is null ? Listing.Undated : Listing.RankOf(From);

    /// <summary>Whether a listing is on the list.</summary>
    public bool Matches(Listing listing) =>
        listing.Campaign == Campaign && listing.City == City && Statuses?.Contains(listing.Status) != false
            && (Cluster is null || listing.Cluster == Cluster)
            && ((listing.Rank >= FirstRank && listing.Rank <= LastRank)
                || (listing.Several is { } several && several.Touch(From, To)))
            && (!ByDue || (listing.DueOn >= (DueFrom ?? DateOnly.MinValue)
                && listing.DueOn < (DueBefore ?? DateOnly.MaxValue)));
}
