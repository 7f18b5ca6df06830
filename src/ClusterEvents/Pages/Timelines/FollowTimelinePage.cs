using System.IO.Pipelines;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Live;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Timelines;

/// <summary>
/// Follow a timeline as a page shows it: server-sent events with each entry rendered as the page renders it, under its
/// day, for the filters of the page. It is read with what a browser sends along, which the API does not accept.
/// </summary>
internal sealed class FollowTimelinePage(
    LiveChanges changes, LiveTimelines live, TimelineRequestHandler handler, PageEntries entries,
    EventCatalogue catalogue)
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapRead("/cities/{id}/live", (string id, PageContext page, Asked<LivePageParameters> asked,
            HttpContext http, FollowTimelinePage follow) =>
            follow.AnswerAsync(new(StreamKinds.City, id), page, asked, http)).Followed();
        pages.MapRead("/campaigns/{id}/timeline/live", (string id, PageContext page, Asked<LivePageParameters> asked,
            HttpContext http, FollowTimelinePage follow) =>
            follow.AnswerAsync(new(StreamKinds.Campaign, id), page, asked, http)).Followed();
        pages.MapRead("/clusters/{id}/timeline/live", (string id, PageContext page, Asked<LivePageParameters> asked,
            HttpContext http, FollowTimelinePage follow) =>
            follow.AnswerAsync(new(StreamKinds.Cluster, id), page, asked, http)).Followed();
    }

    private async Task<IResult> AnswerAsync(
        StreamKey timeline, PageContext page, Asked<LivePageParameters> asked, HttpContext http)
    {
        if (asked.Query.KnownAt is not null) asked.Errors.Add("knownAt", "followed-now");
        if (asked.Malformed is { } malformed) return malformed;
        var query = asked.Query.QueryOf(TimelineQuery.Of(timeline, asked.Query), catalogue);
        // Links of an entry are those of the page.
        var shown = page with { Path = PageAddresses.PathOf(timeline), Query = "" };
        return await handler.FindAsync(timeline, knownAt: null, async () =>
            await changes.PositionAsync(timeline, http.RequestAborted) is { } now
                ? live.Follow(query, asked.Query.LastEventId ?? now, page.Language,
                    (output, found, cancel) => WriteAsync(output, found, shown, http.RequestServices, cancel))
                : null, http.RequestAborted);
    }

    private async Task WriteAsync(
        PipeWriter output, IReadOnlyList<LiveChange> found, PageContext page, IServiceProvider services,
        CancellationToken cancel)
    {
        var shown = new Queue<PageEntry>(await entries.OfAsync(
            [.. found.Select(change => change.Entry).OfType<ShownEntry>()], long.MaxValue - 1, cancel));
        foreach (var change in found)
        {
            var html = change.Entry is null ? $"{change.ActivityId}"
                : (await PageRenderer.RenderAsync<LiveEntryView>(services, page, new Dictionary<string, object?>
                {
                    [nameof(LiveEntryView.Entry)] = shown.Dequeue(),
                    [nameof(LiveEntryView.Catalogue)] = catalogue,
                })).ToString();
            LiveEvents.Write(output, LiveEvents.NameOf(change), change.Position, html);
        }
    }
}
