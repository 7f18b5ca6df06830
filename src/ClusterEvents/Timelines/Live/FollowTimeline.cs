using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Live;

/// <summary>The query for following a timeline.</summary>
[UnknownParameter("unknown-parameter-of-live")]
public sealed record FollowQuery
{
    /// <summary>Resumes after this event, or after the <c>position</c> of a page; starts from now by
    /// default.</summary>
    // A reconnecting browser adds the header to the original address, so the header is newer.
    [Parameter(Header = "Last-Event-ID", EmptyIsLeftOut = true)]
    public long? LastEventId { get; init; }
}

/// <summary>
/// Follow a timeline: server-sent events of its entries as they become visible. `entry` is a new or changed entry in
/// the form of timeline pages; `removed` is an entry that a correction moved to other timelines. The id of an event is
/// the position of the change: sent back as `Last-Event-ID`, to any node, it resumes without gaps or repeats.
/// </summary>
public static class FollowTimeline
{
    public const string MediaType = "text/event-stream";

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in NamedTimeline.Map(routes, "/v1/timelines", "/live", FollowAsync))
            route.Followed().WithTags("Timelines").ReadsLanguage().Refuses(400, 404, 406, 504)
                .Answers<ShownEntry>(
                    "Events `entry` and `removed`, with the position of what made the change as id",
                    mediaType: MediaType);
    }

    /// <summary>Whether a request follows a timeline, as the API or as a page does.</summary>
    internal static bool IsAskedBy(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<FollowedRoute>() is not null;

    /// <summary>Marks a route whose answer lasts as long as somebody follows.</summary>
    internal static TBuilder Followed<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new FollowedRoute());

    private sealed class FollowedRoute;

    private static async Task<IResult> FollowAsync(
        NamedTimeline named, Asked<FollowQuery> asked, HttpContext http, LiveChanges changes, LiveTimelines live,
        TimelineRequestHandler handler)
    {
        var timeline = named.Key;
        if (Preference.Of(http.Request, MediaType) is null) return TimelineFormat.NotAcceptable(MediaType);
        if (asked.Malformed is { } malformed) return malformed;
        return await handler.FindAsync(timeline, knownAt: null, async () =>
            await changes.PositionAsync(timeline, http.RequestAborted) is { } now
                ? live.Follow(new(timeline) { Retracted = true }, asked.Query.LastEventId ?? now,
                    ReaderLanguage.Of(http.Request), LiveEvents.WriteAsync) : null,
            http.RequestAborted);
    }
}
