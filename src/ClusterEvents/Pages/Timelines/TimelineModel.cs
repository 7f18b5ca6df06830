using ClusterEvents.Domain.Model;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Live;
using ClusterEvents.Timelines.Summaries;

namespace ClusterEvents.Pages.Timelines;

/// <summary>What the page of a timeline shows.</summary>
/// <param name="Timeline">The timeline.</param>
/// <param name="Title">Its title.</param>
/// <param name="Entries">The entries of this page, in order.</param>
/// <param name="Next">The cursor of the next page; null on the last one.</param>
/// <param name="Position">The position up to which events are included.</param>
/// <param name="Asked">The filters.</param>
/// <param name="Year">The year of the strip.</param>
/// <param name="Days">The days of that year with entries.</param>
/// <param name="OpenDirectives">The number of directives that still oblige someone of the timeline.</param>
/// <param name="OverdueDirectives">Those of them that are overdue.</param>
public sealed record TimelineModel(
    StreamKey Timeline, string Title, IReadOnlyList<PageEntry> Entries, string? Next, long Position,
    TimelinePageParameters Asked, int Year, IReadOnlyList<CalendarDay> Days, int OpenDirectives, int OverdueDirectives)
{
    /// <summary>The address of the timeline, below the language.</summary>
    public string Path => PageAddresses.PathOf(Timeline);

    /// <summary>The address of the same timeline in the API.</summary>
    public static string DataOf(StreamKey timeline) => timeline.Kind switch
    {
        StreamKinds.City => $"/v1/timelines/cities/{timeline.Id}",
        StreamKinds.Campaign => $"/v1/timelines/campaigns/{timeline.Id}",
        _ => $"/v1/timelines/clusters/{timeline.Id}",
    };

    /// <summary>Moments at which it changed, around the one that is shown; empty for now.</summary>
    public IReadOnlyList<TimelineStop> Stops { get; init; } = [];

    /// <summary>Whether a filter narrows the timeline.</summary>
    public bool IsFiltered => Asked.From is not null || Asked.To is not null || Asked.Q is not null
        || Asked.Family is not null || Asked.Kind.Count > 0 || Asked.City.Count > 0 || Asked.Campaign.Count > 0;
}
