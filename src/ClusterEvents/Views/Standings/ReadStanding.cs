using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Problems;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Views.Standings;

/// <summary>Read how the cities of a campaign edition stand.</summary>
public static class ReadStanding
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapRead("/v1/campaigns/{id}/standing", Get)
        .WithTags("Campaigns").WithSummary("Read how the cities of a campaign stand")
        .Answers<CampaignStanding>("A row a city").Refuses(400, 404);

    private static async Task<IResult> Get(
        [PathParameter("The edition's key", Example = "vi-an-ninh-to-quoc-2022")] string id,
        Asked<KnownAtQuery> asked, RegistryQuery registry, UnknownKeyAnswers unknown, StandingReader standings,
        CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var known = asked.Query.KnownAt;
        var key = new StreamKey(StreamKinds.Campaign, id);
        var launched = Slug.IsOne(id) ? await registry.FindAsync<CampaignLaunched>(key, known, cancel) : null;
        return launched is not null
            && await standings.ReadAsync(id, launched.OpenedBy.Period, known, cancel) is { } standing
            ? TypedResults.Ok(standing)
            : await unknown.NotFoundAsync(key, atThatMoment: known is not null, cancel);
    }
}
