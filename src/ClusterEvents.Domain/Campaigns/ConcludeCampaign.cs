using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>
/// An edition of a campaign was concluded: no later activity belongs to it. The movement may continue.
/// </summary>
/// <param name="Meeting">The meeting at which it was concluded.</param>
public sealed record CampaignConcluded(StreamKey? Meeting) : Activity, IEnds, IChecked
{
    DateOnly? IEnds.EndedFrom => this.Latest()?.AddDays(1);

    IEnumerable<StreamKey> IEnds.EndedOn(StreamKey own) => [own];

    public IEnumerable<(string Field, Fault Fault)> Errors() =>
        StreamKey.Errors("meeting", Meeting, StreamKinds.Meeting);
}

public static class ConcludeCampaign
{
    public static readonly ActivityType Type = ActivityType.Of<CampaignConcluded, Campaign>(
        nameof(ConcludeCampaign), "/v1/campaigns/{id}/conclusion", ("Kết thúc kỳ thi đua", "Campaign concluded"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe);

    private static IEnumerable<Rejection> Validate(
        CampaignConcluded concluded, Campaign? campaign, DecisionContext context)
    {
        if (campaign?.Conclusions.ContainsKey(concluded.ClusterId ?? "") == true)
            yield return Rejection.Rule("campaign-concluded", new Fault("campaign-already-concluded"));
    }

    private static DisplayText Describe(CampaignConcluded concluded, Language language) => new(
        language.In("Kết thúc phong trào thi đua ", "Campaign edition concluded: ") + NameReference.ToOwnStream(),
        concluded.Meeting is { } meeting
            ? language.In("Công bố tại ", "Announced at the ") + NameReference.To(meeting) : "");
}
