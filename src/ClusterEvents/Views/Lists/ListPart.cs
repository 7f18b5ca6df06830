namespace ClusterEvents.Views.Lists;

/// <summary>A part of a list to be read.</summary>
/// <param name="Filter">The list.</param>
/// <param name="Count">The maximum number of streams.</param>
internal sealed record ListPart(ListFilter Filter, int Count)
{
    /// <summary>The position of the point in time; null for now.</summary>
    public long? Known { get; init; }

    /// <summary>The place after which it begins; null for the beginning of the list.</summary>
    public ListPlace? After { get; init; }

    /// <summary>The ids of streams whose stored listings are not valid.</summary>
    public IReadOnlyCollection<string> Apart { get; init; } = [];

    /// <summary>The places of those of them that are on the list nevertheless.</summary>
    public IReadOnlyCollection<ListPlace> Added { get; init; } = [];
}
