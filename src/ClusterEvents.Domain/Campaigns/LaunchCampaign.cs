using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>
/// An edition of a campaign was launched: usually one year of a recurring movement. Launched without a cluster, by a
/// ministry, it is open to every cluster; with one it is that cluster's.
/// </summary>
/// <param name="Name">The movement's name, without the year.</param>
/// <param name="Form">Whether it is permanent or thematic.</param>
/// <param name="Period">The days of the edition.</param>
/// <param name="Launcher">Who launched it.</param>
/// <param name="Slogan">Its slogan, as launched.</param>
public sealed record CampaignLaunched(
    [MaxLength(300)] string Name, CampaignForm Form, Period Period, [City(CityRole.Acts)] Organisation Launcher,
    [MaxLength(300)] string? Slogan) : Activity;

/// <summary>Whether a campaign is permanent or held for a theme.</summary>
public enum CampaignForm { Regular, Thematic }

public static class LaunchCampaign
{
    public static readonly ActivityType Type = ActivityType.Of<CampaignLaunched, Campaign>(
        nameof(LaunchCampaign), "/v1/campaigns", ("Phát động phong trào", "Campaign launched"),
        Opens.Always, Reach.CitiesAndCampaigns, Right.EachCity, Validate, Describe,
        idOfNewStream: IdOf,
        claims: campaign => [NameAndPeriod(campaign)],
        timelineTitle: Titled,
        isOpenToAllClusters: true,
        ruleCodes: ["campaign-already-launched"]);

    internal static string Titled(CampaignLaunched campaign) => $"{campaign.Name} {Years(campaign.Period)}";

    private static IEnumerable<Rejection> Validate(
        CampaignLaunched launched, Campaign? campaign, DecisionContext context) => [];

    private static string IdOf(CampaignLaunched campaign, CityId? own)
    {
        if (campaign.CampaignIds is [var named]) return named;
        // A long name is shortened, never the year, which distinguishes editions.
        var name = Slug.Of($"{own} {campaign.Name}");
        return Slug.Of(name[..Math.Min(name.Length, StreamKey.LongestId - 5)], $"{campaign.Period.From.Year}");
    }

    /// <summary>
    /// A name and period is taken within a cluster or, of campaigns open to every cluster, by their launcher: two
    /// clusters may each have a campaign of their own by one name. What cities launch for themselves takes no name from
    /// their cluster or ministry.
    /// </summary>
    private static Claim NameAndPeriod(CampaignLaunched campaign) => new(
        ($"campaign-of {campaign.ClusterId ?? campaign.Launcher.Name}{Cities(campaign)}: "
            + $"{campaign.Period.From:O}..{campaign.Period.To:O} {campaign.Name}").ToUpperInvariant(),
        Rejection.Rule(new Fault("campaign-already-launched",
            ("name", campaign.Name), ("from", campaign.Period.From), ("to", campaign.Period.To)), "name"));

    private static string Cities(CampaignLaunched campaign) =>
        campaign is { Scope: Scope.City, CityIds: { Count: > 0 } cities }
            ? $" in {string.Join(' ', cities.Select(city => city.Value).Order(StringComparer.Ordinal))}" : "";

    private static DisplayText Describe(CampaignLaunched campaign, Language language) => new(
        language.In($"Phát động phong trào thi đua “{campaign.Name}”", $"Campaign launched: {campaign.Name}"),
        DisplayFormat.Line(
            language.In(campaign.Period),
            campaign.Form == CampaignForm.Regular
                ? language.In("Thi đua thường xuyên", "Regular") : language.In("Thi đua theo chuyên đề", "Thematic"),
            campaign.Launcher.Name, campaign.Slogan));

    private static string Years(Period period) => period.From.Year == period.To.Year
        ? $"{period.From.Year}" : $"{period.From.Year}–{period.To.Year}";
}
