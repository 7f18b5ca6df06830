using ClusterEvents.Domain.Model;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Standings;

namespace ClusterEvents.Pages.Boards;

/// <summary>A campaign edition: its cities side by side.</summary>
internal sealed class ReadCampaignPage(Registers registers, StandingReader standings)
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/campaigns/{id}",
        (string id, PageContext page, Asked<KnownAtQuery> asked, HttpContext http, ReadCampaignPage read) =>
            read.AnswerAsync(id, page, asked, http.RequestAborted));

    private async Task<IResult> AnswerAsync(
        string id, PageContext page, Asked<KnownAtQuery> asked, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var known = asked.Query.KnownAt;
        if (!Slug.IsOne(id) || await registers.CampaignAsync(id, known, cancel) is not { } campaign
            || await standings.ReadAsync(id, campaign.Period, known, cancel) is not { } standing)
            return ProblemResults.Unknown("campaign", id, atThatMoment: known is not null);
        return new PageResult<CampaignPageView>(page, new Dictionary<string, object?>
        {
            [nameof(CampaignPageView.Campaign)] = campaign,
            [nameof(CampaignPageView.Standing)] = standing,
            [nameof(CampaignPageView.Names)] = await registers.CityNamesAsync(known, cancel),
        });
    }
}
