using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Campaigns;

/// <summary>An edition of a campaign was concluded: nothing later belongs to it. The movement may go on.</summary>
/// <param name="Meeting">The meeting at which it was concluded.</param>
public sealed record CampaignConcluded(StreamKey? Meeting) : Activity, IChecked, IBindsAll
{
    public IEnumerable<(string Field, string Fault)> Faults()
    {
        if (Meeting is { Kind: not StreamKinds.Meeting })
            yield return ("meeting", "must be a meeting's key such as `meeting/0198…`");
    }
}

public static class ConcludeCampaign
{
    public static readonly ActivityType Type = ActivityType.Of<CampaignConcluded, Campaign>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/campaigns/{id}/conclusion")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(CampaignConcluded concluded, Campaign? campaign, Known known)
    {
        if (campaign is { Concluded: true })
            yield return Refusal.Rule("campaign-concluded",
                "The conclusion of this edition is on record. If it is wrong, correct or retract that entry.");
    }

    private static Wording Word(CampaignConcluded concluded, Language language) => new(
        language.In("Kết thúc kỳ thi đua", "Campaign edition concluded"),
        concluded.Meeting is null ? "" : language.In("Công bố tại hội nghị", "Announced at a meeting"));
}
