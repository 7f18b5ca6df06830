using ClusterEvents.Pages.Timelines;
using ClusterEvents.Timelines.Summaries;
using ClusterEvents.Views;

namespace ClusterEvents.Pages.Home;

/// <summary>What the front page shows.</summary>
/// <param name="Clusters">The clusters on record, and their members today.</param>
/// <param name="Year">The year of the strips: the newest with entries.</param>
/// <param name="Cities">The strip of each member.</param>
/// <param name="Newest">The entries that were recorded or changed last.</param>
/// <param name="Overdue">Directives that are overdue, the newest first.</param>
/// <param name="Names">The names of the cities.</param>
/// <param name="Position">The position up to which events are included.</param>
public sealed record HomeModel(
    IReadOnlyList<ClusterView> Clusters, int Year, IReadOnlyList<HomeCity> Cities, IReadOnlyList<PageEntry> Newest,
    IReadOnlyList<DirectiveView> Overdue, IReadOnlyDictionary<string, string> Names, long Position)
{
    /// <summary>The meetings that are planned from today on, the next one first.</summary>
    public IReadOnlyList<HomeMeeting> Ahead { get; init; } = [];
}

/// <summary>A meeting ahead, and the entry with which it began.</summary>
public sealed record HomeMeeting(Guid Entry, MeetingView Meeting);

/// <summary>A city on the front page.</summary>
public sealed record HomeCity(string Id, string Name, IReadOnlyList<CalendarDay> Days, int Overdue)
{
    public long Total => Days.Sum(day => day.Count);
}
