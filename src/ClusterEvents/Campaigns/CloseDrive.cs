using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Campaigns;

/// <summary>A drive was closed. What it achieved is recorded apart.</summary>
/// <param name="Name">The name that it was opened with.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day, as it came.</param>
public sealed record DriveClosed(string Name, DateOnly From, DateOnly To) : Activity, IChecked
{
    public IEnumerable<(string Field, string Fault)> Faults() => Drive.Faults(From, To);
}

public static class CloseDrive
{
    public static readonly ActivityType Type = ActivityType.Of<DriveClosed, Campaign>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/campaigns/{id}/drive-closures")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(DriveClosed closed, Campaign? campaign, Known known)
    {
        if (campaign is null) yield break;
        if (!campaign.OpenDrives.Contains(closed.Name))
            yield return Refusal.Rule("drive-not-open",
                $"No drive `{closed.Name}` is open. Record its opening first, or correct the name.", "name");
        foreach (var refusal in Drive.OutsideEdition(campaign, closed.From, closed.To)) yield return refusal;
    }

    private static Wording Word(DriveClosed closed, Language language) => new(
        language.In($"Kết thúc đợt thi đua “{closed.Name}”", $"Drive closed: {closed.Name}"),
        language.In(new Period(closed.From, closed.To)));
}
