using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Timelines;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Summaries;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Pages.Home;

/// <summary>The front page: what there is to read, how the cities stand, and what is new.</summary>
internal sealed class ReadHomePage(
    Registers registers, TimelineReader reader, CalendarReader calendar, PageEntries entries, StreamViews lists,
    CityMergers mergers,
    EventCatalogue catalogue, TimeProvider time)
{
    private const int NewestShown = 10;
    private const int OverdueShown = 6;
    private const int AheadShown = 4;

    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/",
        (PageContext page, Asked<KnownAtQuery> asked, HttpContext http, ReadHomePage read) =>
            read.AnswerAsync(page, asked, http.RequestAborted));

    private async Task<IResult> AnswerAsync(PageContext page, Asked<KnownAtQuery> asked, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var known = asked.Query.KnownAt;
        var clusters = await registers.ClustersAsync(time.Today(), known, cancel);
        var newest = await NewestAsync(clusters, known, page, cancel);
        var shown = newest is null ? [] : await entries.OfAsync(newest.Entries, newest.Position, cancel);
        var year = await YearAsync(clusters, known, page, cancel);
        var names = await registers.CityNamesAsync(known, cancel);
        CityId[] members =
            [.. clusters.SelectMany(cluster => cluster.Members).Select(member => member.CityId).Distinct()];
        var counts = await lists.CountsAsync(
            [.. members.Select(city => new DirectivesQuery { Status = "overdue", City = city, KnownAt = known })],
            100, cancel);
        var cities = new List<HomeCity>();
        foreach (var (city, due) in members.Zip(counts))
            cities.Add(new(city.Value, names.GetValueOrDefault(city.Value) ?? city.Value,
                await calendar.ReadAsync(new TimelineQuery(city.Stream) { KnownAt = known }, year, cancel) ?? [], due));
        var overdue = await lists.ShownAsync(
            new DirectivesQuery { Status = "overdue", KnownAt = known, Limit = OverdueShown }, cancel);
        return new PageResult<HomePageView>(page, new Dictionary<string, object?>
        {
            [nameof(HomePageView.Model)] = new HomeModel(
                clusters, year, cities, shown,
                [.. await ReadDirectives.ViewAsync(overdue?.Shown ?? [], mergers, known, cancel)], names,
                newest?.Position ?? 0)
            {
                Ahead = await AheadAsync(known, cancel),
            },
            [nameof(HomePageView.Catalogue)] = catalogue,
        });
    }

    /// <summary>The meetings ahead; the list has the newest first, and days ahead are few.</summary>
    private async Task<IReadOnlyList<HomeMeeting>> AheadAsync(KnownAt? known, CancellationToken cancel)
    {
        var listed = await lists.ShownAsync(new MeetingsQuery { From = time.Today(), KnownAt = known }, cancel);
        return [.. (listed?.Shown ?? [])
            .Where(shown => shown.Stream.State is Meeting
            {
                PlannedOn: not null, Status: MeetingStatus.Scheduled or MeetingStatus.Postponed,
            })
            .Select(shown => new HomeMeeting(shown.Stream.Entries[0].ActivityId, ReadMeetings.View(shown)))
            .OrderBy(one => one.Meeting.PlannedOn).Take(AheadShown)];
    }

    private Task<TimelinePage?> NewestAsync(
        IReadOnlyList<ClusterView> clusters, KnownAt? known, PageContext page, CancellationToken cancel) =>
        clusters.Count == 0 ? Task.FromResult<TimelinePage?>(null)
            : reader.ReadAsync(Together(clusters, known) with
            {
                ByChange = true,
                Limit = NewestShown,
                Corrections = true,
                AtLeast = page.Projected,
            }, page.Language, cancel);

    /// <summary>The year of the newest entry: in an old record the current year would be empty.</summary>
    private async Task<int> YearAsync(
        IReadOnlyList<ClusterView> clusters, KnownAt? known, PageContext page, CancellationToken cancel) =>
        clusters.Count == 0 ? time.Today().Year
            : (await reader.ReadAsync(Together(clusters, known) with { Limit = 1 }, page.Language, cancel))?.Entries
                is [{ Key.OccurredOn: var day }, ..] && day > DateOnly.MinValue ? day.Year : time.Today().Year;

    /// <summary>The timelines of all clusters as one.</summary>
    private static TimelineQuery Together(IReadOnlyList<ClusterView> clusters, KnownAt? known) =>
        new(new StreamKey(StreamKinds.Cluster, clusters[0].ClusterId))
        {
            Lines = [.. clusters.Select(cluster => new StreamKey(StreamKinds.Cluster, cluster.ClusterId))],
            KnownAt = known,
        };
}
