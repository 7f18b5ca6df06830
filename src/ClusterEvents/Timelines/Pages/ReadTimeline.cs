using System.Buffers;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Feeds;

namespace ClusterEvents.Timelines.Pages;

/// <summary>Read the timeline of a city, of a campaign edition or of a cluster, a page at a time.</summary>
public static class ReadTimeline
{
    /// <summary>The headers of the response, in whichever format: its description has one list for all.</summary>
    private static readonly string[] Headers = ["ETag", "Link", "Content-Disposition"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in NamedTimeline.Map(routes, "/v1/timelines", "", AnswerAsync))
        {
            route.WithTags("Timelines").ReadsLanguage().Refuses(400, 404, 406, 504)
                .Answers<TimelinePage>(TimelineFormat.Json.Description, headers: Headers).Revalidates();
            foreach (var format in TimelineFormat.All.Where(format => format != TimelineFormat.Json))
                route.Answers<byte[]>($"{format.Description}; also by the suffix `{format.Suffix}`",
                    mediaType: format.MediaType, headers: Headers);
        }
    }

    private static async Task<IResult> AnswerAsync(
        NamedTimeline named, Asked<TimelineParameters> asked, HttpContext http, TimelineReader reader,
        TimelineFeeds feeds, TimelineRequestHandler handler)
    {
        var (timeline, format) = TimelineFormat.Asked(named.Key, http.Request);
        if (format is null) return TimelineFormat.NotAcceptable(TimelineFormat.All.Select(known => known.MediaType));
        if (format == TimelineFormat.Json)
            return await handler.AnswerAsync(timeline, http, asked, query => PageAsync(query, http, reader));
        TimelineFeeds.Check(http.Request, asked.Query, format, asked.Errors);
        return await handler.AnswerAsync(timeline, http, asked, query => feeds.AnswerAsync(http, query, format));
    }

    private static async Task<IResult?> PageAsync(TimelineQuery query, HttpContext http, TimelineReader reader)
    {
        if (await reader.ReadAsync(query, ReaderLanguage.Of(http.Request), http.RequestAborted) is not { } page)
            return null;
        http.Response.Headers.Vary = "Accept, Accept-Language";
        if (page.Next is { } next) http.Response.Headers.Link = LinkTo(http.Request, next);

        var body = new ArrayBufferWriter<byte>(16 * 1024);
        page.Write(body);
        return new ETagResult(body.WrittenMemory, TimelineFormat.Json.ContentType);
    }

    /// <summary>The link to the page that follows one (RFC 8288).</summary>
    internal static string LinkTo(HttpRequest request, string cursor)
    {
        var link = request.AddressWith(
            name => name is not ("cursor" or "atLeast"), KeyValuePair.Create("cursor", (string?)cursor));
        return $"<{request.Visible(link)}>; rel=\"next\"";
    }
}
