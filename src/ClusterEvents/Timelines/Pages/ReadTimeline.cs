using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Feeds;
using Wolverine.Http;

namespace ClusterEvents.Timelines.Pages;

/// <summary>Read the timeline of a city or of a campaign edition, a page at a time.</summary>
public static class ReadTimeline
{
    [WolverineGet("/v1/timelines/cities/{cityId}")]
    public static Task<IResult> OfCity(string cityId, HttpContext http, TimelineReader reader, TimelineRequestHandler handler) =>
        PageAsync(new(StreamKinds.City, cityId), http, reader, handler);

    [WolverineGet("/v1/timelines/campaigns/{campaignId}")]
    public static Task<IResult> OfCampaign(
        string campaignId, HttpContext http, TimelineReader reader, TimelineRequestHandler handler) =>
        PageAsync(new(StreamKinds.Campaign, campaignId), http, reader, handler);

    private static async Task<IResult> PageAsync(
        StreamKey named, HttpContext http, TimelineReader reader, TimelineRequestHandler handler)
    {
        var (timeline, format) = TimelineFormat.Asked(named, http.Request);
        return format is null ? TimelineFormat.NotAcceptable(TimelineFormat.All.Select(known => known.MediaType))
            : await handler.AnswerAsync(timeline, http, async query =>
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
