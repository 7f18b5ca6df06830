using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;
using Npgsql;

namespace ClusterEvents.Pages.Boards;

/// <summary>The targets, and how far each city is.</summary>
internal sealed class ReadTargetsPage(
    StreamViews lists, CityMergers mergers, Registers registers, NpgsqlDataSource database)
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/targets",
        (PageContext page, Asked<TargetsQuery> asked, HttpContext http, ReadTargetsPage read) =>
            read.AnswerAsync(page, asked, http.RequestAborted));

    private async Task<IResult> AnswerAsync(PageContext page, Asked<TargetsQuery> asked, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        if (await lists.ShownAsync(asked.Query, cancel) is not var (found, next))
            return ProblemResults.Problem(
                StatusCodes.Status504GatewayTimeout, "list-behind");
        return new PageResult<TargetsPageView>(page, new Dictionary<string, object?>
        {
            [nameof(TargetsPageView.Asked)] = asked.Query,
            [nameof(TargetsPageView.Targets)] =
                (IReadOnlyList<TargetView>)[.. await ReadTargets.ViewAsync(
                    found, database, mergers, asked.Query.KnownAt, cancel)],
            [nameof(TargetsPageView.Next)] = next?.ToCursor(),
            [nameof(TargetsPageView.Cities)] = await registers.CitiesAsync(asked.Query.KnownAt, cancel),
        });
    }
}
