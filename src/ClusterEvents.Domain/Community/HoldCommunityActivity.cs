using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Community;

/// <summary>Something was done for the community, such as gifts to families of merit. It is no commendation.</summary>
/// <param name="Kind">What was done, in a few words.</param>
/// <param name="AmountVnd">Its worth in whole đồng; every whole number that JSON readers keep exactly.</param>
public sealed record CommunityActivityHeld(
    [MaxLength(300)] string Kind,
    // The bounds as text: the attribute has no pair of longs, and would write doubles of this size with an exponent.
    [Range(typeof(long), "0", "9007199254740991", ParseLimitsInInvariantCulture = true)] long? AmountVnd) : Activity;

public static class HoldCommunityActivity
{
    public static readonly ActivityType Type = ActivityType.Of<CommunityActivityHeld, CommunityActivity>(
        nameof(HoldCommunityActivity), "/v1/community-activities",
        Opens.Maybe, Reach.CitiesAndCampaigns, Validate, Describe);

    private static IEnumerable<Rejection> Validate(
        CommunityActivityHeld held, CommunityActivity? activity, DecisionContext context) => [];

    private static DisplayText Describe(CommunityActivityHeld held, Language language) => new(
        language.In($"Hoạt động vì cộng đồng: {held.Kind}", $"Community activity: {held.Kind}"),
        held.AmountVnd is { } amount
            ? language.In($"Trị giá {language.Dong(amount)}", $"Worth {language.Dong(amount)}") : "");
}
