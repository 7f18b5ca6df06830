using ClusterEvents.Domain.Model;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views;

namespace ClusterEvents.Pages.Boards;

/// <summary>A cluster on a day: who its members were, and who led it.</summary>
internal sealed class ReadClusterPage(Registers registers, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/clusters/{id}",
        (string id, PageContext page, Asked<ClusterQuery> asked, HttpContext http, ReadClusterPage read) =>
            read.AnswerAsync(id, page, asked, http.RequestAborted));

    private async Task<IResult> AnswerAsync(
        string id, PageContext page, Asked<ClusterQuery> asked, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var known = asked.Query.KnownAt;
        var on = asked.Query.On ?? time.Today();
        if (!Slug.IsOne(id) || await registers.ClusterAsync(id, on, known, cancel) is not { } cluster)
            return ProblemResults.Unknown("cluster", id, atThatMoment: known is not null);
        return new PageResult<ClusterPageView>(page, new Dictionary<string, object?>
        {
            [nameof(ClusterPageView.Cluster)] = cluster,
            [nameof(ClusterPageView.Names)] = await registers.CityNamesAsync(known, cancel),
        });
    }
}
