using ClusterEvents.Domain.Model;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Summaries;

namespace ClusterEvents.Pages.Timelines;

/// <summary>A year of a city, day by day.</summary>
internal sealed class ReadYearPage(TimelineReader reader, CalendarReader calendar, TimelineRequestHandler handler)
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/cities/{id}/years/{year:int:range(1,9998)}",
        (string id, int year, PageContext page, Asked<KnownAtQuery> asked, HttpContext http, ReadYearPage read) =>
            read.AnswerAsync(new(StreamKinds.City, id), year, page, asked, http));

    private Task<IResult> AnswerAsync(
        StreamKey city, int year, PageContext page, Asked<KnownAtQuery> asked, HttpContext http)
    {
        var parameters = new TimelineParameters { KnownAt = asked.Query.KnownAt };
        return handler.AnswerAsync(TimelineQuery.Of(city, parameters), parameters, asked.Errors, http, query =>
            handler.FindAsync(city, query.KnownAt, async () =>
            {
                var cancel = http.RequestAborted;
                if (await reader.ReadAsync(query with { Limit = 1 }, page.Language, cancel) is not { } found)
                    return null;
                var pinned = query with { KnownAt = new(found.Position) };
                return new PageResult<YearPageView>(page, new Dictionary<string, object?>
                {
                    [nameof(YearPageView.City)] = city.Id,
                    [nameof(YearPageView.Name)] = found.Title,
                    [nameof(YearPageView.Year)] = year,
                    [nameof(YearPageView.Position)] = found.Position,
                    [nameof(YearPageView.Days)] = await calendar.ReadAsync(pinned, year, cancel) ?? [],
                });
            }, http.RequestAborted));
    }
}
