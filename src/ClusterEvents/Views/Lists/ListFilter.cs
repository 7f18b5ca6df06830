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

    /// <summary>The first and last day by which it is listed, both inclusive.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>The first due day; null for no limit.</summary>
    public DateOnly? DueFrom { get; init; }

    /// <summary>The day after the last due day; null for no limit.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>Whether the due day matters; streams without one are then left out.</summary>
    public bool ByDue => DueFrom is not null || DueBefore is not null;

    public int FirstRank => To is null ? int.MinValue : Listing.RankOf(To);

    public int LastRank => From is null ? Listing.Undated : Listing.RankOf(From);

    /// <summary>Whether a listing is on the list.</summary>
    public bool Matches(Listing listing) =>
        listing.Campaign == Campaign && listing.City == City && Statuses?.Contains(listing.Status) != false
            && (Cluster is null || listing.Cluster == Cluster)
            && listing.Rank >= FirstRank && listing.Rank <= LastRank
            && (!ByDue || (listing.DueOn >= (DueFrom ?? DateOnly.MinValue)
                && listing.DueOn < (DueBefore ?? DateOnly.MaxValue)));
}
