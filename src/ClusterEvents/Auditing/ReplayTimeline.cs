using System.Buffers;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Auditing;

/// <summary>The query for a replayed timeline.</summary>
public sealed record ReplayTimelineQuery
{
    /// <summary>
    /// A position, an instant with its offset, or a day (its end in Asia/Ho_Chi_Minh): shows what was known then,
    /// without later corrections.
    /// </summary>
    public KnownAt? KnownAt { get; init; }

    /// <summary>The order, as for timelines.</summary>
    [OneOf("desc", "asc", Name = "Order")]
    [Parameter(EmptyIsLeftOut = true)]
    public string Order { get; init; } = "desc";

    /// <summary>What else is shown.</summary>
    [OneOf("retracted", "corrections", Name = "ReplayInclusion")]
    [Parameter(SplitAtCommas = true)]
    public IReadOnlyList<string> Include { get; init; } = [];
}

/// <summary>Read a whole timeline rebuilt from raw events alone, for comparison with the stored one.</summary>
public static class ReplayTimeline
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in NamedTimeline.Map(routes, "/v1/audit/replay", "", AnswerAsync))
            route.WithTags("Audit").ReadsLanguage()
                .Answers<TimelinePage>("The whole timeline, made from raw events alone", headers: "ETag")
                .Revalidates().Refuses(400, 404);
    }

    private static async Task<IResult> AnswerAsync(
        NamedTimeline named, Asked<ReplayTimelineQuery> asked, HttpContext http, TimelineReplay replay)
    {
        var timeline = named.Key;
        if (asked.Malformed is { } malformed) return malformed;
        var (known, include) = (asked.Query.KnownAt, asked.Query.Include);
        var view = new ReplayView(ReaderLanguage.Of(http.Request), asked.Query.Order == "asc",
            include.Contains("retracted"), include.Contains("corrections"));
        if (await replay.RebuildAsync(timeline, known, view, http.RequestAborted) is not { } page)
            return ProblemResults.Unknown(timeline.Kind, timeline.Id, atThatMoment: true);
        var json = new ArrayBufferWriter<byte>();
        page.Write(json);
        http.Response.Headers.Vary = "Accept-Language";
        return new JsonETagResult(json.WrittenMemory);
    }
}
