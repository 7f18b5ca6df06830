using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Problems;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Views;

/// <summary>A campaign edition in lists. The movement may continue when an edition ends.</summary>
/// <param name="CampaignId">Its key, such as <c>vi-an-ninh-to-quoc-2022</c>.</param>
/// <param name="Name">The movement's name, without the year.</param>
/// <param name="Form">Whether it is permanent or thematic.</param>
/// <param name="Period">The days of the edition.</param>
/// <param name="Launcher">Who launched it.</param>
/// <param name="Slogan">Its slogan, as launched.</param>
/// <param name="ClusterId">The cluster whose campaign it is; absent if it is open to every cluster.</param>
/// <param name="Concluded">Whether its cluster has concluded it or, if it is open to every cluster, any of them; also
/// if the day is unknown.</param>
/// <param name="ConcludedOn">The day it was first concluded.</param>
/// <param name="Conclusions">Each cluster's conclusion.</param>
/// <param name="OpenDrives">The drives that are open, in the order in which they were opened.</param>
/// <param name="Timeline">The address of its timeline.</param>
public sealed record CampaignView(
    string CampaignId, string Name, CampaignForm Form, Period Period, Organisation Launcher, string? Slogan,
    string? ClusterId, bool Concluded, DateOnly? ConcludedOn, IReadOnlyList<ConclusionView> Conclusions,
    IReadOnlyList<string> OpenDrives, string Timeline);

/// <summary>The conclusion of a campaign edition by one cluster.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="ConcludedOn">The day, if known.</param>
public sealed record ConclusionView(string? ClusterId, DateOnly? ConcludedOn);

/// <summary>Read the register of campaign editions.</summary>
public static class ReadCampaigns
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/campaigns", List).WithName("ListCampaigns").WithTags("Campaigns")
            .Answers<IReadOnlyList<CampaignView>>("By name, as Vietnamese sorts names").Refuses(400);
        routes.MapRead("/v1/campaigns/{id}", Get).WithName("ReadCampaign")
            .WithTags("Campaigns").WithSummary("Read a campaign")
            .Answers<CampaignView>("The edition").Refuses(400, 404);
    }

    private static Task<IResult> List(Asked<KnownAtQuery> asked, RegistryQuery registry, CancellationToken cancel) =>
        registry.AnswerAsync<CampaignLaunched, CampaignView>(
            asked, LaunchCampaign.Type, campaign => campaign.Name, campaigns => campaigns.Select(View), cancel);

    private static async Task<IResult> Get(
        [PathParameter("The edition's key", Example = "vi-an-ninh-to-quoc-2022")] string id,
        Asked<KnownAtQuery> asked, RegistryQuery registry, UnknownKeyAnswers unknown, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var key = new StreamKey(StreamKinds.Campaign, id);
        var found = await registry.FindAsync<CampaignLaunched>(key, asked.Query.KnownAt, cancel);
        return found is null
            ? await unknown.NotFoundAsync(key, atThatMoment: asked.Query.KnownAt is not null, cancel)
            : TypedResults.Ok(View(found));
    }

    internal static CampaignView View(RegisteredStream<CampaignLaunched> registered)
    {
        var (launched, campaign) = (registered.OpenedBy, (Campaign)registered.Stream.State!);
        return new(
            registered.Key.Id, launched.Name, launched.Form, launched.Period, launched.Launcher, launched.Slogan,
            campaign.ClusterId, !campaign.Conclusions.IsEmpty,
            campaign.Conclusions.Values.Select(one => one.ConcludedOn).Min(),
            [
                .. campaign.Conclusions.Select(one =>
                    new ConclusionView(one.Key.Length == 0 ? null : one.Key, one.Value.ConcludedOn)),
            ],
            [.. campaign.OpenDrives.Select(drive => drive.Name)], $"/v1/timelines/campaigns/{registered.Key.Id}");
    }
}
