using System.Buffers;
using ClusterEvents.Recording;
using Microsoft.AspNetCore.WebUtilities;
using Wolverine.Http;

namespace ClusterEvents.Timelines;

/// <summary>Read the timeline of a city or of a campaign edition, a page at a time.</summary>
public static class ReadTimeline
{
    [WolverineGet("/v1/timelines/cities/{cityId}")]
    public static Task<IResult> OfCity(string cityId, HttpContext http, TimelineReader reader, TimelineDesk desk) =>
        PageAsync(new(StreamKinds.City, cityId), http, reader, desk);

    [WolverineGet("/v1/timelines/campaigns/{campaignId}")]
    public static Task<IResult> OfCampaign(string campaignId, HttpContext http, TimelineReader reader, TimelineDesk desk) =>
        PageAsync(new(StreamKinds.Campaign, campaignId), http, reader, desk);

    private static Task<IResult> PageAsync(StreamKey timeline, HttpContext http, TimelineReader reader, TimelineDesk desk) =>
        desk.AnswerAsync(timeline, http, async query =>
            await reader.ReadAsync(query, ReaderLanguage.Of(http.Request), http.RequestAborted) is { } page
                ? Answer(http, page) : null);

    private static TaggedJson Answer(HttpContext http, TimelinePage page)
    {
        http.Response.Headers.Vary = "Accept-Language";
        if (page.Next is { } next)
        {
            var parameters = http.Request.Query.Where(p => p.Key is not ("cursor" or "atLeast"))
                .SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value))
                .Append(KeyValuePair.Create("cursor", (string?)next));
            http.Response.Headers.Link = $"<{QueryHelpers.AddQueryString(http.Request.Path, parameters)}>; rel=\"next\"";
        }

        var body = new ArrayBufferWriter<byte>(16 * 1024);
        page.Write(body);
        return new TaggedJson(body.WrittenMemory);
    }
}
