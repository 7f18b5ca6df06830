using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>Answers requests for whole timelines.</summary>
public sealed class TimelineFeeds(WholeTimelines timelines, IEnumerable<IFeedWriter> writers, TimeProvider time)
{
    /// <summary>What selects some entries of a period.</summary>
    private static readonly string[] Filters = ["kind", "q", "city", "campaign", "include", "order"];

    private readonly Dictionary<TimelineFormat, IFeedWriter> _writers = writers.ToDictionary(one => one.Format);

    /// <summary>Refuses what a whole timeline does not have: pages, and another order where it has one.</summary>
    public static void Check(
        HttpRequest request, TimelineParameters asked, TimelineFormat format, ValidationErrors errors)
    {
        foreach (var paging in new[] { "limit", "cursor" })
            if (request.Query.ContainsKey(paging))
                errors.Add(paging, "not-for-whole-files", ("name", paging));
        if (format == TimelineFormat.Report)
            foreach (var filter in Filters.Where(request.Query.ContainsKey))
                errors.Add(filter, "filter-of-a-report", ("name", filter));
        if (format == TimelineFormat.Atom && asked.Order != "desc")
            errors.Add("order", "order-of-a-feed");
    }

    /// <summary>The timeline as a file; null if it does not exist.</summary>
    public async Task<IResult?> AnswerAsync(HttpContext http, TimelineQuery query, TimelineFormat format)
    {
        // A feed tells that an entry was retracted; in a file it is left out unless it is asked for.
        if (format == TimelineFormat.Atom) query = query with { ByChange = true, Retracted = true };
        return await timelines.OpenAsync(query, ReaderLanguage.Of(http.Request), http.RequestAborted) is { } timeline
            ? Answer(timeline, FeedAddress.Of(http.Request, query.Timeline), _writers[format], query.KnownAt?.Position)
            : null;
    }

    private WholeFileResult Answer(
        WholeTimeline timeline, FeedAddress address, IFeedWriter writer, long? knownAt) => new(
        writer.Format, FeedFileName.Of(timeline, knownAt),
        // The progress is included because an erasure changes earlier states; cities bear their names of today.
        string.Join('\n', timeline.Query.Timeline, address.Site, address.Self, timeline.Known.Position,
            timeline.Progress,
            time.Today()),
        timeline.Language, (output, cancel) => writer.WriteAsync(timeline, address, output, cancel));
}
