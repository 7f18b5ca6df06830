using ClusterEvents.Recording;
using ClusterEvents.Recording.Binding;
using ClusterEvents.Timelines.Feeds;
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
        StreamKey named, HttpContext http, TimelineReader reader, TimelineProgress progress, Catalogue catalogue)
    {
        var (timeline, format) = TimelineFormat.Asked(named, http.Request);
        if (format is null) return TimelineFormat.NotAcceptable(TimelineFormat.All.Select(known => known.MediaType));
        var faults = new Faults();
        var query = TimelineQuery.Read(timeline, http.Request.Query, catalogue, faults);
        if (!faults.None) return Answers.Problem(faults.Found);
        if (query.AtLeast > 0 && !await progress.ReachAsync(query.AtLeast, Patience, http.RequestAborted))
            return Answers.Problem(StatusCodes.Status504GatewayTimeout, "timeline-behind",
                $"The timeline did not reach position {query.AtLeast} within {Patience.TotalSeconds:0} s. Ask again, or "
                + "leave `atLeast` out to see it as it is.");
        var page = Slug.IsOne(timeline.Id)
            ? await reader.ReadAsync(format.Needs(query), ReaderLanguage.Of(http.Request), http.RequestAborted) : null;
        return page is null ? Unknown(timeline) : Answer(http, page, format);
    }

    internal static IResult Unknown(StreamKey timeline) => Answers.Problem(StatusCodes.Status404NotFound,
        $"unknown-{timeline.Kind}", $"No {timeline.Kind} `{timeline.Id}` is on record.");

    private static TaggedBody Answer(HttpContext http, TimelinePage page, TimelineFormat format)
    {
        var address = PageAddress.Of(http.Request, page.Next);
        http.Response.Headers.Vary = "Accept, Accept-Language";
        if (address.Next is { } next) http.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        return new(format.Write(page, address), format.ContentType);
    }
}
