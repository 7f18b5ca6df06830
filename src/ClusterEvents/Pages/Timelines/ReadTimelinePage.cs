using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Live;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Summaries;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Pages.Timelines;

/// <summary>The timeline of a city, a campaign or a cluster as a page.</summary>
internal sealed class ReadTimelinePage(
    TimelineReader reader, CalendarReader calendar, TimelineRequestHandler handler, CityLineage lineage,
    StreamViews lists, PageEntries entries, TimelineStops stops, EventCatalogue catalogue, TimeProvider time)
{
    /// <summary>The greatest number that is counted; above it the page says "more than".</summary>
    public const int MostCounted = 999;

    /// <summary>How many moments are listed up to the one that is shown, and after it.</summary>
    private const int StopsBefore = 8;
    private const int StopsAfter = 4;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapRead("/cities/{id}", (
            string id, PageContext page, Asked<TimelinePageParameters> asked, HttpContext http,
            ReadTimelinePage read) => read.AnswerAsync(new(StreamKinds.City, id), page, asked, http));
        pages.MapRead("/campaigns/{id}/timeline", (string id, PageContext page, Asked<TimelinePageParameters> asked,
            HttpContext http, ReadTimelinePage read) =>
            read.AnswerAsync(new(StreamKinds.Campaign, id), page, asked, http));
        pages.MapRead("/clusters/{id}/timeline", (string id, PageContext page, Asked<TimelinePageParameters> asked,
            HttpContext http, ReadTimelinePage read) =>
            read.AnswerAsync(new(StreamKinds.Cluster, id), page, asked, http));
    }

    private Task<IResult> AnswerAsync(
        StreamKey timeline, PageContext page, Asked<TimelinePageParameters> asked, HttpContext http)
    {
        var query = asked.Query.QueryOf(TimelineQuery.Of(timeline, asked.Query), catalogue);
        if (query.Predecessors && timeline.Kind != StreamKinds.City)
            asked.Errors.Add("include", "predecessors-of-cities-only");
        return handler.AnswerAsync(query, asked.Query, asked.Errors, http, async query =>
        {
            if (query.Predecessors)
                query = query with { Lines = await lineage.OfAsync(timeline, query.KnownAt, http.RequestAborted) };
            return await handler.FindAsync(timeline, query.KnownAt,
                () => ShowAsync(query, page, asked.Query, http.RequestAborted), http.RequestAborted);
        });
    }

    private async Task<IResult?> ShowAsync(
        TimelineQuery query, PageContext page, TimelinePageParameters asked, CancellationToken cancel)
    {
        var current = query with { AtLeast = Math.Max(query.AtLeast, page.Projected) };
        if (await reader.ReadAsync(current, page.Language, cancel) is not { } found) return null;
        var shown = await entries.OfAsync(found.Entries, found.Position, cancel);
        // The region of the entries alone shows neither the year nor counts.
        if (asked.Part is not null)
            return new PageResult<TimelineEntriesView>(page, new Dictionary<string, object?>
            {
                [nameof(TimelineEntriesView.Model)] = new TimelineModel(
                    query.Timeline, found.Title, shown, found.Next, found.Position, asked, 0, [], 0, 0),
                [nameof(TimelineEntriesView.Catalogue)] = catalogue,
            });
        var year = (asked.From ?? asked.To ?? shown.FirstOrDefault(entry => entry.PlacedOn is not null)?.PlacedOn
            ?? time.Today()).Year;
        var days = await calendar.ReadShownAsync(
            new TimelineQuery(query.Timeline) { Lines = query.Lines }, year, found.Position, cancel);
        var counts = await lists.CountsAsync([Directives("open"), Directives("overdue")], MostCounted + 1, cancel);
        return new PageResult<TimelinePageView>(page, new Dictionary<string, object?>
        {
            [nameof(TimelinePageView.Model)] = new TimelineModel(
                query.Timeline, found.Title, shown, found.Next, found.Position, asked, year, days ?? [],
                counts[0], counts[1])
            {
                Stops = page.KnownAt is null ? []
                    : await stops.ReadAsync(query.Timeline, found.Position, StopsBefore, StopsAfter, cancel),
            },
            [nameof(TimelinePageView.Catalogue)] = catalogue,
        });

        DirectivesQuery Directives(string status) => new()
        {
            Status = status,
            KnownAt = query.KnownAt,
            City = query.Timeline.Kind == StreamKinds.City ? new CityId(query.Timeline.Id) : null,
            Campaign = query.Timeline.Kind == StreamKinds.Campaign ? query.Timeline.Id : null,
            Cluster = query.Timeline.Kind == StreamKinds.Cluster ? query.Timeline.Id : null,
        };
    }
}
