using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Pages.Boards;

/// <summary>The commendations, the newest first.</summary>
internal sealed class ReadCommendationsPage(StreamViews lists, Registers registers)
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/commendations",
        (PageContext page, Asked<CommendationsQuery> asked, HttpContext http, ReadCommendationsPage read) =>
            read.AnswerAsync(page, asked, http.RequestAborted));

    private async Task<IResult> AnswerAsync(
        PageContext page, Asked<CommendationsQuery> asked, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        if (await lists.ShownAsync(asked.Query, cancel) is not var (found, next))
            return ProblemResults.Problem(
                StatusCodes.Status504GatewayTimeout, "list-behind");
        return new PageResult<CommendationsPageView>(page, new Dictionary<string, object?>
        {
            [nameof(CommendationsPageView.Asked)] = asked.Query,
            [nameof(CommendationsPageView.Commendations)] =
                (IReadOnlyList<CommendationView>)[.. found.Select(ReadCommendations.View)],
            [nameof(CommendationsPageView.Next)] = next?.ToCursor(),
            [nameof(CommendationsPageView.Cities)] = await registers.CitiesAsync(asked.Query.KnownAt, cancel),
        });
    }
}
