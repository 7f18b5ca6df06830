using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Campaigns;

/// <summary>A drive was opened: a short effort within an edition.</summary>
/// <param name="Name">What it is called; closing it names the same.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">The last day that it is meant to have.</param>
public sealed record DriveOpened(string Name, DateOnly From, DateOnly To) : Activity, IChecked
{
    public IEnumerable<(string Field, string Fault)> Faults() => Drive.Faults(From, To);
}

public static class OpenDrive
{
    public static readonly ActivityType Type = ActivityType.Of<DriveOpened, Campaign>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/campaigns/{id}/drives")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(DriveOpened opened, Campaign? campaign, Known known)
    {
        if (campaign is null) yield break;
        if (campaign.OpenDrives.Contains(opened.Name))
            yield return Refusal.Rule("drive-already-open",
                $"A drive `{opened.Name}` is open. Close it first, or give this one another name.", "name");
        foreach (var refusal in Drive.OutsideEdition(campaign, opened.From, opened.To)) yield return refusal;
    }

    private static Wording Word(DriveOpened opened, Language language) => new(
        language.In($"Phát động đợt thi đua “{opened.Name}”", $"Drive opened: {opened.Name}"),
        language.In(new Period(opened.From, opened.To)));
}
