using ClusterEvents.Domain.Model;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Pages.Boards;

/// <summary>The registers of cities, campaigns and clusters as pages.</summary>
internal sealed class ReadRegisters(Registers registers, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapRead("/cities", (PageContext page, Asked<KnownAtQuery> asked, HttpContext http, ReadRegisters read) =>
            read.CitiesAsync(page, asked, http.RequestAborted));
        pages.MapRead("/campaigns",
            (PageContext page, Asked<KnownAtQuery> asked, HttpContext http, ReadRegisters read) =>
                read.CampaignsAsync(page, asked, http.RequestAborted));
        pages.MapRead("/clusters",
            (PageContext page, Asked<KnownAtQuery> asked, HttpContext http, ReadRegisters read) =>
                read.ClustersAsync(page, asked, http.RequestAborted));
    }

    private async Task<IResult> CitiesAsync(PageContext page, Asked<KnownAtQuery> asked, CancellationToken cancel) =>
        asked.Malformed ?? new PageResult<CitiesPageView>(page, new Dictionary<string, object?>
        {
            [nameof(CitiesPageView.Cities)] = await registers.CitiesAsync(asked.Query.KnownAt, cancel),
            [nameof(CitiesPageView.Clusters)] =
                await registers.ClustersAsync(time.Today(), asked.Query.KnownAt, cancel),
        });

    private async Task<IResult> CampaignsAsync(PageContext page, Asked<KnownAtQuery> asked, CancellationToken cancel) =>
        asked.Malformed ?? new PageResult<CampaignsPageView>(page, new Dictionary<string, object?>
        {
            [nameof(CampaignsPageView.Campaigns)] = await registers.CampaignsAsync(asked.Query.KnownAt, cancel),
        });

    private async Task<IResult> ClustersAsync(PageContext page, Asked<KnownAtQuery> asked, CancellationToken cancel) =>
        asked.Malformed ?? new PageResult<ClustersPageView>(page, new Dictionary<string, object?>
        {
            [nameof(ClustersPageView.Clusters)] =
                await registers.ClustersAsync(time.Today(), asked.Query.KnownAt, cancel),
        });
}
