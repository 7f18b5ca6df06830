using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Campaigns;

/// <summary>The state of a campaign edition. The movement may continue when an edition ends.</summary>
/// <param name="Period">The days of the edition.</param>
/// <param name="OpenDrives">The open drives, by name, ignoring case.</param>
/// <param name="Concluded">Whether it is concluded, even if the day is unknown.</param>
/// <param name="ConcludedOn">The day it was concluded; null if unknown.</param>
/// <param name="LastDay">The last day on which it may have been concluded.</param>
/// <param name="ClusterId">The cluster whose campaign it is.</param>
public sealed record Campaign(
    Period Period, ImmutableHashSet<string> OpenDrives, bool Concluded, DateOnly? ConcludedOn, DateOnly? LastDay,
    string? ClusterId)
    : IStreamState<Campaign>, ICampaignEdition, IBelongsToCluster
{
    public static string Kind => StreamKinds.Campaign;

    public static Campaign? Apply(Campaign? state, Activity activity) => (state, activity) switch
    {
        (_, CampaignLaunched launched) => new(launched.Period, NoDrives, false, null, null, launched.ClusterId),
        ({ } campaign, DriveOpened opened) => campaign with { OpenDrives = campaign.OpenDrives.Add(opened.Name) },
        ({ } campaign, DriveClosed closed) => campaign with { OpenDrives = campaign.OpenDrives.Remove(closed.Name) },
        ({ } campaign, CampaignConcluded concluded) => campaign with
        {
            Concluded = true,
            ConcludedOn = concluded.OccurredOn,
            LastDay = concluded.Latest(),
        },
        _ => state,
    };

    private static readonly ImmutableHashSet<string> NoDrives =
        ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);
}
