using System.Buffers;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// Search every timeline: each entry once, exact matches first and then the others, in the order of timelines.
/// </summary>
public static class ReadSearch
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapRead("/v1/search", Get)
        .WithName("SearchTimelines").WithTags("Timelines").ReadsLanguage().Refuses(400, 503, 504)
        .Answers<FoundPage>("A page", headers: ["ETag", "Link"]).Revalidates();

    private static Task<IResult> Get(
        Asked<SearchParameters> asked, HttpContext http, TimelineReader reader, TimelineRequestHandler handler) =>
        handler.AnswerAsync(TimelineQuery.Of(asked.Query), asked.Query, asked.Errors, http, async query =>
        {
            if (!reader.Searches) return Building(http);
            var page = await reader.ReadAsync(query, ReaderLanguage.Of(http.Request), http.RequestAborted);
            // Before the first event there was nothing to be found.
            return Answer(http, page is null ? new(query.KnownAt?.Position ?? 0, [], Next: null)
                : new(page.Position, page.Entries, page.Next));
        });

    private static JsonETagResult Answer(HttpContext http, FoundPage page)
    {
        http.Response.Headers.Vary = "Accept-Language";
        if (page.Next is { } next)
            http.Response.Headers.Link = ReadTimeline.LinkTo(http.Request, next);
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        page.Write(body);
        return new(body.WrittenMemory);
    }

    /// <summary>Timelines of an earlier version cannot be searched all at once.</summary>
    private static IResult Building(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "30";
        return ProblemResults.Problem(StatusCodes.Status503ServiceUnavailable, "search-being-built", ("seconds", 30));
    }
}
