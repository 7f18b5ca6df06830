using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Community;

/// <summary>An activity for the community took place, such as gifts to families of merit.</summary>
/// <param name="Kind">The activity, in a few words.</param>
/// <param name="AmountVnd">Its value in whole đồng, up to 2^53 − 1.</param>
public sealed record CommunityActivityHeld(
    [MaxLength(300)] string Kind,
    // Text bounds: RangeAttribute has no overload for long, and doubles of this size are formatted with an exponent.
    [Range(typeof(long), "0", "9007199254740991", ParseLimitsInInvariantCulture = true)] long? AmountVnd) : Activity;

public static class HoldCommunityActivity
{
    public static readonly ActivityType Type = ActivityType.Of<CommunityActivityHeld, CommunityActivity>(
        nameof(HoldCommunityActivity), "/v1/community-activities", ("Hoạt động vì cộng đồng", "Community activity"),
        Opens.Maybe, Reach.CitiesAndCampaigns, Right.EachCity, Validate, Describe,
        takesGuests: true);

    private static IEnumerable<Rejection> Validate(
        CommunityActivityHeld held, CommunityActivity? activity, DecisionContext context) => [];

    private static DisplayText Describe(CommunityActivityHeld held, Language language) => new(
        language.In($"Hoạt động vì cộng đồng: {held.Kind}", $"Community activity: {held.Kind}"),
        held.AmountVnd is { } amount
            ? language.In($"Trị giá {language.Dong(amount)}", $"Worth {language.Dong(amount)}") : "");
}
