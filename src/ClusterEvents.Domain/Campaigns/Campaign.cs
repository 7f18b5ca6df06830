using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>The state of a campaign edition. The movement may continue when an edition ends.</summary>
/// <param name="Name">The name of the movement with its years.</param>
/// <param name="Period">The days of the edition.</param>
/// <param name="OpenDrives">The open drives, in the order in which they were opened.</param>
/// <param name="Conclusions">The conclusion of the edition by each cluster that concluded it.</param>
/// <param name="ClusterId">The cluster whose campaign it is; null if it is open to every cluster of its
/// launcher.</param>
/// <param name="Launcher">Who launched it.</param>
public sealed record Campaign(
    string Name, Period Period, ImmutableArray<RunningDrive> OpenDrives,
    ImmutableSortedDictionary<string, Conclusion> Conclusions,
    string? ClusterId, string Launcher)
    : IStreamState<Campaign>, ICampaignEdition, IBelongsToCluster, INamed
{
    public static string Kind => StreamKinds.Campaign;

    public static Campaign? Apply(Campaign? state, Activity activity) => (state, activity) switch
    {
        (_, CampaignLaunched launched) => new(
            LaunchCampaign.Titled(launched), launched.Period, [], NoConclusions, launched.ClusterId,
            launched.Launcher.Name),
        ({ } campaign, DriveOpened opened) => campaign with
        {
            OpenDrives = campaign.OpenDrives.Add(new(opened.Name, opened.From, opened.To, opened.ClusterId)),
        },
        ({ } campaign, DriveClosed closed) =>
            campaign.DriveOf(closed.Name, closed.From, closed.To, closed.ClusterId) is { } drive
                ? campaign with { OpenDrives = campaign.OpenDrives.Remove(drive) } : campaign,
        ({ } campaign, CampaignConcluded concluded) => campaign with
        {
            Conclusions = campaign.Conclusions.SetItem(
                concluded.ClusterId ?? "", new(concluded.OccurredOn, concluded.Latest())),
        },
        _ => state,
    };

    /// <summary>
    /// The open drive of a cluster by this name, ignoring case, whose days touch these; null if there is none.
    /// </summary>
    public RunningDrive? DriveOf(string name, DateOnly from, DateOnly to, string? clusterId) =>
        OpenDrives.FirstOrDefault(drive => drive.ClusterId == clusterId
            && drive.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && drive.From <= to && from <= drive.To);

    public string? NameIn(Language language, string part, DateOnly? day) => language.In($"“{Name}”", Name);

    public DateOnly? LastDayOf(string? clusterId) => Conclusions.GetValueOrDefault(clusterId ?? "")?.LastDay;

    public bool IsOpenTo(string clusterId, string? governingBody) => ClusterId is { } own ? own == clusterId
        : governingBody is null || !Ministries.AreTwo(Launcher, governingBody);

    private static readonly ImmutableSortedDictionary<string, Conclusion> NoConclusions =
        ImmutableSortedDictionary.Create<string, Conclusion>(StringComparer.Ordinal);
}
