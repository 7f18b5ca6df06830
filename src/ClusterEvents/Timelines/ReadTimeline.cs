using System.Buffers;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Binding;
using Microsoft.AspNetCore.WebUtilities;
using Wolverine.Http;

namespace ClusterEvents.Timelines;

/// <summary>Read the timeline of a city or of a campaign edition, a page at a time.</summary>
public static class ReadTimeline
{
    /// <summary>How long a reader may wait to see what it recorded.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [WolverineGet("/v1/timelines/cities/{cityId}")]
    public static Task<IResult> OfCity(
        string cityId, HttpContext http, TimelineReader reader, TimelineProgress progress, Catalogue catalogue) =>
        PageAsync(new(StreamKinds.City, cityId), http, reader, progress, catalogue);

    [WolverineGet("/v1/timelines/campaigns/{campaignId}")]
    public static Task<IResult> OfCampaign(
        string campaignId, HttpContext http, TimelineReader reader, TimelineProgress progress, Catalogue catalogue) =>
        PageAsync(new(StreamKinds.Campaign, campaignId), http, reader, progress, catalogue);

    private static async Task<IResult> PageAsync(
        StreamKey timeline, HttpContext http, TimelineReader reader, TimelineProgress progress, Catalogue catalogue)
    {
        var faults = new Faults();
        var query = TimelineQuery.Read(timeline, http.Request.Query, catalogue, faults);
        if (!faults.None) return Answers.Problem(faults.Found);
        if (query.AtLeast > 0 && !await progress.ReachAsync(query.AtLeast, Patience, http.RequestAborted))
            return Answers.Problem(StatusCodes.Status504GatewayTimeout, "timeline-behind",
                $"The timeline did not reach position {query.AtLeast} within {Patience.TotalSeconds:0} s. Ask again, or "
                + "leave `atLeast` out to see it as it is.");
        var page = Slug.IsOne(timeline.Id)
            ? await reader.ReadAsync(query, ReaderLanguage.Of(http.Request), http.RequestAborted) : null;
        return page is null
            ? Answers.Problem(StatusCodes.Status404NotFound, $"unknown-{timeline.Kind}",
                $"No {timeline.Kind} `{timeline.Id}` is on record.")
            : Answer(http, page);
    }

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
