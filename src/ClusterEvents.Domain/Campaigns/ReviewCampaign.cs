using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>A cluster reviewed a campaign over a period that had ended. Findings are recorded separately.</summary>
/// <param name="Period">The days that were reviewed.</param>
/// <param name="Kind">The kind of review.</param>
/// <param name="Meeting">The meeting at which it took place.</param>
public sealed record CampaignReviewed(Period Period, ReviewKind Kind, StreamKey? Meeting) : Activity, IChecked
{
    public IEnumerable<(string Field, Fault Fault)> Errors() =>
        StreamKey.Errors("meeting", Meeting, StreamKinds.Meeting);
}

/// <summary>The kind of review: mid-year (sơ kết), year-end (tổng kết) or interim.</summary>
public enum ReviewKind { MidYear, YearEnd, Interim }

public static class ReviewCampaign
{
    public static readonly ActivityType Type = ActivityType.Of<CampaignReviewed, Campaign>(
        nameof(ReviewCampaign), "/v1/campaigns/{id}/reviews", ("Sơ kết, tổng kết phong trào", "Campaign reviewed"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe,
        ruleCodes: ["period-not-ended"]);

    private static IEnumerable<Rejection> Validate(CampaignReviewed review, Campaign? campaign, DecisionContext context)
    {
        if (review.Period.To > review.Latest())
            yield return Rejection.Rule(
                new Fault("period-not-ended", ("to", review.Period.To), ("day", review.OccurredOn)), "period.to");
    }

    private static DisplayText Describe(CampaignReviewed review, Language language) => new(
        review.Kind switch
        {
            ReviewKind.MidYear => language.In("Sơ kết phong trào thi đua ", "Mid-year review of the campaign "),
            ReviewKind.YearEnd => language.In("Tổng kết phong trào thi đua ", "Year-end review of the campaign "),
            _ => language.In("Đánh giá giữa kỳ phong trào thi đua ", "Interim review of the campaign "),
        } + NameReference.ToOwnStream(),
        DisplayFormat.Line(
            language.In(review.Period),
            review.Meeting is { } meeting ? language.In("Tại ", "At the ") + NameReference.To(meeting) : null));
}
