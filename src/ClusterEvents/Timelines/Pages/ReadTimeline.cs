using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Feeds;

namespace ClusterEvents.Timelines.Pages;

/// <summary>Read the timeline of a city, of a campaign edition or of a cluster, a page at a time.</summary>
public static class ReadTimeline
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in new[]
        {
            routes.MapRead("/v1/timelines/cities/{cityId}", OfCity),
            routes.MapRead("/v1/timelines/campaigns/{campaignId}", OfCampaign),
            routes.MapRead("/v1/timelines/clusters/{clusterId}", OfCluster),
        })
        {
            route.WithTags("Timelines").ReadsLanguage().Refuses(400, 404, 406, 504)
                .Answers<TimelinePage>("A page", headers: ["ETag", "Link"]).Revalidates();
            foreach (var format in TimelineFormat.All.Where(format => format != TimelineFormat.Json))
                route.Answers<string>(
                    $"The same; also by the suffix `{format.Suffix}`", mediaType: format.MediaType);
        }
    }

    private static Task<IResult> OfCity(
        [PathParameter("The city's key", Example = "can-tho")] string cityId, Asked<TimelineParameters> asked,
        HttpContext http, TimelineReader reader, TimelineRequestHandler handler) =>
        PageAsync(new(StreamKinds.City, cityId), asked, http, reader, handler);

    private static Task<IResult> OfCampaign(
        [PathParameter("The edition's key", Example = "vi-an-ninh-to-quoc-2022")] string campaignId,
        Asked<TimelineParameters> asked, HttpContext http, TimelineReader reader, TimelineRequestHandler handler) =>
        PageAsync(new(StreamKinds.Campaign, campaignId), asked, http, reader, handler);

    private static Task<IResult> OfCluster(
        [PathParameter("The cluster's key", Example = "cum-1-bca")] string clusterId,
        Asked<TimelineParameters> asked, HttpContext http, TimelineReader reader, TimelineRequestHandler handler) =>
        PageAsync(new(StreamKinds.Cluster, clusterId), asked, http, reader, handler);

    private static async Task<IResult> PageAsync(
        StreamKey named, Asked<TimelineParameters> asked, HttpContext http, TimelineReader reader,
        TimelineRequestHandler handler)
    {
        var (timeline, format) = TimelineFormat.Asked(named, http.Request);
        return format is null ? TimelineFormat.NotAcceptable(TimelineFormat.All.Select(known => known.MediaType))
            : await handler.AnswerAsync(timeline, http, asked, async query =>
                await reader.ReadAsync(format.Needs(query), ReaderLanguage.Of(http.Request), http.RequestAborted)
                    is { } page
                    ? Answer(http, page, format) : null);
    }

    private static ETagResult Answer(HttpContext http, TimelinePage page, TimelineFormat format)
    {
        var address = PageAddress.Of(http.Request, page.Next);
        http.Response.Headers.Vary = "Accept, Accept-Language";
        if (address.Next is { } next) http.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        return new(format.Write(page, address), format.ContentType);
    }
}
