using ClusterEvents.Recording.Queries;

namespace ClusterEvents.Pages.Timelines;

/// <summary>The query for following a timeline as a page shows it: its filters, and where to resume.</summary>
public sealed record LivePageParameters : TimelinePageParameters
{
    /// <summary>Resumes after this event, or after the position of a page.</summary>
    // A reconnecting browser adds the header to the original address, so the header is newer.
    [Parameter(Header = "Last-Event-ID", EmptyIsLeftOut = true)]
    public long? LastEventId { get; init; }
}
