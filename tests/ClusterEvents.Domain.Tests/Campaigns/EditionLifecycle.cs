using System.Collections.Immutable;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Model;
using Xunit;

namespace ClusterEvents.Domain.Tests.Campaigns;

/// <summary>
/// Launched → Reviewed* → Concluded: once, and nothing later belongs to it. Drives open and close on the way.
/// </summary>
internal sealed record EditionLifecycle(bool Concluded, DateOnly? LastDay, ImmutableList<string> Drives)
    : ILifecycle<EditionLifecycle>
{
    public static readonly EditionLifecycle Launched = new(false, null, []);

    public string? Rejection(Activity step) => step switch
    {
        _ when step.OccurredOn > LastDay => "campaign-concluded",
        CampaignConcluded => Concluded ? "campaign-concluded" : null,
        CampaignReviewed review => review.Period.To > review.OccurredOn ? "period-not-ended" : null,
        DriveOpened opened => Drives.Contains(opened.Name.ToUpperInvariant()) ? "drive-already-open" : null,
        DriveClosed closed => Drives.Contains(closed.Name.ToUpperInvariant()) ? null : "drive-not-open",
        _ => null,
    };

    public EditionLifecycle After(Activity step) => step switch
    {
        CampaignConcluded => this with { Concluded = true, LastDay = step.OccurredOn },
        DriveOpened opened => this with { Drives = Drives.Add(opened.Name.ToUpperInvariant()) },
        DriveClosed closed => this with { Drives = Drives.Remove(closed.Name.ToUpperInvariant()) },
        _ => this,
    };

    public void AgreesWith(object? state)
    {
        var edition = Assert.IsType<Campaign>(state);
        Assert.Equal((Concluded, LastDay), (!edition.Conclusions.IsEmpty, edition.LastDayOf(FirstCluster.Id)));
        Assert.Equal(Drives.Order(), edition.OpenDrives.Select(drive => drive.Name.ToUpperInvariant()).Order());
    }
}
