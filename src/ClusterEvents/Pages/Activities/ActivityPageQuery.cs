using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Pages.Activities;

/// <summary>The query of the page of an entry.</summary>
public sealed record ActivityPageQuery
{
    /// <summary>The point in time; null for now.</summary>
    public KnownAt? KnownAt { get; init; }

    /// <summary>The correction that its reader has just recorded, to be confirmed; null for none.</summary>
    public string? Done { get; init; }
}
