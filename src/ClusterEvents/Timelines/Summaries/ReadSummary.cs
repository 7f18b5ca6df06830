using ClusterEvents.Domain.Model;
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
        var city = routes.MapRead("/v1/timelines/cities/{cityId}/summary", OfCity)
            .WithSummary("Summarise the timeline of a city");
        var campaign = routes.MapRead("/v1/timelines/campaigns/{campaignId}/summary", OfCampaign)
            .WithSummary("Summarise the timeline of a campaign");
        var cluster = routes.MapRead("/v1/timelines/clusters/{clusterId}/summary", OfCluster)
            .WithSummary("Summarise the timeline of a cluster");
        foreach (var route in new[] { city, campaign, cluster })
            route.WithTags("Timelines").ReadsLanguage()
                .Answers<TimelineSummary>("The timeline in numbers").Refuses(400, 404, 504);
    }

    private static Task<IResult> OfCity(
        [PathParameter("The city's key", Example = "can-tho")] string cityId, Asked<TimelineParameters> asked,
        HttpContext http, SummaryReader reader, TimelineRequestHandler handler) =>
        AnswerAsync(new(StreamKinds.City, cityId), asked, http, reader, handler);

    private static Task<IResult> OfCampaign(
        [PathParameter("The edition's key", Example = "vi-an-ninh-to-quoc-2022")] string campaignId,
        Asked<TimelineParameters> asked, HttpContext http, SummaryReader reader, TimelineRequestHandler handler) =>
        AnswerAsync(new(StreamKinds.Campaign, campaignId), asked, http, reader, handler);

    private static Task<IResult> OfCluster(
        [PathParameter("The cluster's key", Example = "cum-1-bca")] string clusterId,
        Asked<TimelineParameters> asked, HttpContext http, SummaryReader reader, TimelineRequestHandler handler) =>
        AnswerAsync(new(StreamKinds.Cluster, clusterId), asked, http, reader, handler);

    private static Task<IResult> AnswerAsync(
        StreamKey timeline, Asked<TimelineParameters> asked, HttpContext http, SummaryReader reader,
        TimelineRequestHandler handler) =>
        handler.AnswerAsync(timeline, http, asked, async query =>
            await reader.ReadAsync(query, ReaderLanguage.Of(http.Request), http.RequestAborted) is { } summary
                ? TypedResults.Ok(summary) : null);
}
