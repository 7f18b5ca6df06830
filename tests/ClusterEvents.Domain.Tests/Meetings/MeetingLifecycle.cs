using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using Xunit;

namespace ClusterEvents.Domain.Tests.Meetings;

/// <summary>
/// Scheduled → (Postponed)* → Held or Cancelled; held without a schedule is normal, and never undone.
/// </summary>
internal sealed record MeetingLifecycle(MeetingStatus? Status, DateOnly? PlannedOn) : ILifecycle<MeetingLifecycle>
{
    public static readonly MeetingLifecycle Unknown = new(null, null);

    public string? Rejection(Activity step) => (step, Status) switch
    {
        (MeetingScheduled, null) => null,
        (MeetingScheduled, MeetingStatus.Held) => "meeting-held",
        (MeetingScheduled, _) => "meeting-already-scheduled",
        (MeetingHeld, MeetingStatus.Held) => "meeting-already-held",
        (MeetingHeld, MeetingStatus.Cancelled) => "meeting-cancelled",
        (MeetingHeld, _) => null,
        (_, null) => "unknown-meeting",
        (MeetingPostponed, MeetingStatus.Held or MeetingStatus.Cancelled) => "meeting-not-scheduled",
        (MeetingCancelled, MeetingStatus.Held) => "meeting-held",
        (MeetingCancelled, MeetingStatus.Cancelled) => "meeting-cancelled",
        (RemarksDelivered, not MeetingStatus.Held) => "meeting-not-held",
        _ => null,
    };

    public MeetingLifecycle After(Activity step) => (step, Status) switch
    {
        (MeetingScheduled scheduled, null) => new(MeetingStatus.Scheduled, scheduled.PlannedOn),
        (MeetingHeld, _) => this with { Status = MeetingStatus.Held },
        (MeetingCancelled, not MeetingStatus.Held) => new(MeetingStatus.Cancelled, null),
        (_, null or MeetingStatus.Held or MeetingStatus.Cancelled) => this,
        (MeetingPostponed postponed, _) => new(MeetingStatus.Postponed, postponed.NewPlannedOn),
        _ => this,
    };

    public void AgreesWith(object? state)
    {
        var meeting = (Meeting?)state;
        Assert.Equal((Status, PlannedOn), (meeting?.Status, meeting?.PlannedOn));
    }
}
