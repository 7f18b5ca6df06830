using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;
using Wolverine.Http;

namespace ClusterEvents.Timelines.Live;

/// <summary>
/// Follow a timeline: server-sent events of its entries as they become visible. `entry` is a new or changed entry in
/// the form of timeline pages; `removed` is an entry that a correction moved to other timelines. The id of an event is
/// the position of the change: sent back as `Last-Event-ID`, to any node, it resumes without gaps or repeats.
/// </summary>
[Tags("Timelines")]
public static class FollowTimeline
{
    public const string MediaType = "text/event-stream";

    private const string LastEventId = "lastEventId";

    [WolverineGet("/v1/timelines/cities/{cityId}/live")]
    public static Task<IResult> OfCity(
        string cityId, HttpContext http, LiveChanges changes, LiveTimelines live, TimelineRequestHandler handler) =>
        FollowAsync(new(StreamKinds.City, cityId), http, changes, live, handler);

    [WolverineGet("/v1/timelines/campaigns/{campaignId}/live")]
    public static Task<IResult> OfCampaign(
        string campaignId, HttpContext http, LiveChanges changes, LiveTimelines live, TimelineRequestHandler handler) =>
        FollowAsync(new(StreamKinds.Campaign, campaignId), http, changes, live, handler);

    /// <summary>Whether a path is one of these routes, ignoring case and a trailing slash.</summary>
    internal static bool IsAt(PathString path) =>
        path.StartsWithSegments("/v1/timelines", StringComparison.OrdinalIgnoreCase)
        && path.Value!.TrimEnd('/').EndsWith("/live", StringComparison.OrdinalIgnoreCase);

    private static async Task<IResult> FollowAsync(
        StreamKey timeline, HttpContext http, LiveChanges changes, LiveTimelines live, TimelineRequestHandler handler)
    {
        if (Preference.Of(http.Request, MediaType) is null) return TimelineFormat.NotAcceptable(MediaType);
        var errors = new ValidationErrors();
        var after = ResumedAfter(http.Request, errors);
        if (!errors.None) return ProblemResults.Problem(errors.Found);
        return await handler.FindAsync(timeline, knownAt: null, async () =>
            await changes.PositionAsync(timeline, http.RequestAborted) is { } now
                ? live.Follow(timeline, after ?? now, ReaderLanguage.Of(http.Request)) : null, http.RequestAborted);
    }

    /// <summary>The last position that the client has received; null to start from now.</summary>
    private static long? ResumedAfter(HttpRequest request, ValidationErrors errors)
    {
        request.Query.RefuseOthers(
            errors, [LastEventId], why: ": a live timeline is followed whole, and each entry says its `kind`");
        // A reconnecting browser adds the header to the original address, so the header is newer.
        var text = request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header
            : request.Query[LastEventId].ToString();
        if (text.Length == 0) return null;
        if (Scalars.Number(text, 0, long.MaxValue) is { } position) return position;
        errors.Add(LastEventId, "must be the id of an event of this stream: a position");
        return null;
    }
}
