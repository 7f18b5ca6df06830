using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Pages;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ClusterEvents.Timelines.Summaries;

/// <summary>Read the counts of a timeline, with the same filters and point in time as its pages.</summary>
public static class ReadSummary
{
    [WolverineGet("/v1/timelines/cities/{cityId}/summary")]
    [EndpointSummary("Summarise the timeline of a city")]
    [ProducesResponseType<TimelineSummary>(StatusCodes.Status200OK)]
    public static Task<IResult> OfCity(string cityId, HttpContext http, SummaryReader reader, TimelineRequestHandler handler) =>
        AnswerAsync(new(StreamKinds.City, cityId), http, reader, handler);

    [WolverineGet("/v1/timelines/campaigns/{campaignId}/summary")]
    [EndpointSummary("Summarise the timeline of a campaign")]
    [ProducesResponseType<TimelineSummary>(StatusCodes.Status200OK)]
    public static Task<IResult> OfCampaign(
        string campaignId, HttpContext http, SummaryReader reader, TimelineRequestHandler handler) =>
        AnswerAsync(new(StreamKinds.Campaign, campaignId), http, reader, handler);

    private static Task<IResult> AnswerAsync(
        StreamKey timeline, HttpContext http, SummaryReader reader, TimelineRequestHandler handler) =>
        handler.AnswerAsync(timeline, http, async query =>
            await reader.ReadAsync(query, ReaderLanguage.Of(http.Request), http.RequestAborted) is { } summary
                ? TypedResults.Ok(summary) : null);
}
