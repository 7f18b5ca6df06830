using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>A drive was closed. Its results are recorded separately.</summary>
/// <param name="Name">The name it was opened with.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">Its actual last day.</param>
public sealed record DriveClosed(string Name, DateOnly From, DateOnly To) : Activity, IChecked, IMakesRoom
{
    public IEnumerable<(string Field, Fault Fault)> Errors() => new Period(From, To).Errors();
}

public static class CloseDrive
{
    public static readonly ActivityType Type = ActivityType.Of<DriveClosed, Campaign>(
        nameof(CloseDrive), "/v1/campaigns/{id}/drive-closures", ("Kết thúc đợt thi đua", "Drive closed"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe,
        ruleCodes: ["drive-not-open", "drive-outside-edition"]);

    private static IEnumerable<Rejection> Validate(DriveClosed closed, Campaign? campaign, DecisionContext context)
    {
        if (campaign is null) yield break;
        if (campaign.DriveOf(closed.Name, closed.From, closed.To, closed.ClusterId) is null)
            yield return Rejection.Rule(new Fault("drive-not-open", ("name", closed.Name)), "name");
        foreach (var rejection in Drive.OutsideEdition(campaign, closed.From, closed.To)) yield return rejection;
    }

    private static DisplayText Describe(DriveClosed closed, Language language) => new(
        language.In($"Kết thúc đợt thi đua “{closed.Name}”", $"Drive closed: {closed.Name}"),
        language.In(new Period(closed.From, closed.To)));
}
