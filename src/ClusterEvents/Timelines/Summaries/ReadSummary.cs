using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Summaries;

/// <summary>Read the counts of a timeline, with the same filters and point in time as its pages.</summary>
public static class ReadSummary
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in NamedTimeline.Map(
            routes, "/v1/timelines", "/summary", AnswerAsync, title: "Summarise the timeline of a {0}"))
            route.WithTags("Timelines").ReadsLanguage()
                .Answers<TimelineSummary>("The timeline in numbers").Refuses(400, 404, 504);
    }

    private static Task<IResult> AnswerAsync(
        NamedTimeline timeline, Asked<TimelineParameters> asked, HttpContext http, SummaryReader reader,
        TimelineRequestHandler handler) =>
        handler.AnswerAsync(timeline.Key, http, asked, async query =>
            await reader.ReadAsync(query, ReaderLanguage.Of(http.Request), http.RequestAborted) is { } summary
                ? TypedResults.Ok(summary) : null);
}
