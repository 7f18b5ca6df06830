using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>A drive was opened: a short effort within an edition.</summary>
/// <param name="Name">Its name, which closing it repeats.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">The planned last day.</param>
public sealed record DriveOpened(string Name, DateOnly From, DateOnly To) : Activity, IChecked
{
    public IEnumerable<(string Field, Fault Fault)> Errors() => new Period(From, To).Errors();
}

public static class OpenDrive
{
    public static readonly ActivityType Type = ActivityType.Of<DriveOpened, Campaign>(
        nameof(OpenDrive), "/v1/campaigns/{id}/drives", ("Mở đợt thi đua", "Drive opened"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe,
        ruleCodes: ["drive-already-open", "drive-outside-edition"]);

    private static IEnumerable<Rejection> Validate(DriveOpened opened, Campaign? campaign, DecisionContext context)
    {
        if (campaign is null) yield break;
        if (campaign.DriveOf(opened.Name, opened.From, opened.To, opened.ClusterId) is not null)
            yield return Rejection.Rule(new Fault("drive-already-open", ("name", opened.Name)), "name");
        foreach (var rejection in Drive.OutsideEdition(campaign, opened.From, opened.To)) yield return rejection;
    }

    private static DisplayText Describe(DriveOpened opened, Language language) => new(
        language.In($"Phát động đợt thi đua “{opened.Name}”", $"Drive opened: {opened.Name}"),
        language.In(new Period(opened.From, opened.To)));
}
