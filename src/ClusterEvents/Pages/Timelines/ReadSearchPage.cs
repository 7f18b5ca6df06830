using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Timelines;

/// <summary>The search over all timelines as a page; without words it asks for them.</summary>
internal sealed class ReadSearchPage(
    TimelineReader reader, TimelineRequestHandler handler, PageEntries entries, EventCatalogue catalogue)
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/search",
        (PageContext page, Asked<TimelinePageParameters> asked, HttpContext http, ReadSearchPage read) =>
            read.AnswerAsync(page, asked, http));

    private async Task<IResult> AnswerAsync(PageContext page, Asked<TimelinePageParameters> asked, HttpContext http)
    {
        if (asked.Query.Q is null && asked.Errors.None) return Page(page, asked.Query, null, []);
        var query = asked.Query.QueryOf(TimelineQuery.Everything(asked.Query), catalogue);
        return await handler.AnswerAsync(query, asked.Query, asked.Errors, http, async query =>
        {
            if (!reader.Searches) return ProblemResults.Problem(503, "search-being-built", ("seconds", 30));
            var found = await reader.ReadAsync(query, page.Language, http.RequestAborted);
            return Page(page, asked.Query, found, found is null ? []
                : await entries.OfAsync(found.Entries, found.Position, http.RequestAborted));
        });
    }

    private IResult Page(
        PageContext page, TimelinePageParameters asked, TimelinePage? found, IReadOnlyList<PageEntry> shown)
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(SearchPageView.Asked)] = asked,
            [nameof(SearchPageView.Found)] = found,
            [nameof(SearchPageView.Entries)] = shown,
            [nameof(SearchPageView.Catalogue)] = catalogue,
        };
        return asked.Part is null ? new PageResult<SearchPageView>(page, parameters)
            : new PageResult<SearchEntriesView>(page, parameters);
    }
}
