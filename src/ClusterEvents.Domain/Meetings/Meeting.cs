using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Meetings;

/// <summary>The state of a meeting.</summary>
/// <param name="Status">Its status.</param>
/// <param name="PlannedOn">The day it is planned for; null if none is.</param>
/// <param name="ClusterId">The cluster whose meeting it is.</param>
public sealed record Meeting(MeetingStatus Status, DateOnly? PlannedOn, string? ClusterId)
    : IStreamState<Meeting>, IBelongsToCluster
{
    public static string Kind => StreamKinds.Meeting;

    public static Meeting? Apply(Meeting? state, Activity activity) => (state, activity) switch
    {
        (null, MeetingScheduled scheduled) => new(MeetingStatus.Scheduled, scheduled.PlannedOn, scheduled.ClusterId),
        // Recorded on the day on which it was held, without a part of the day: it was scheduled before.
        ({ } meeting, MeetingScheduled) => meeting,
        (null, MeetingHeld held) => new(MeetingStatus.Held, PlannedOn: null, held.ClusterId),
        // Its schedule was retracted since; that it was cancelled stands.
        (null, MeetingCancelled cancelled) => new(MeetingStatus.Cancelled, PlannedOn: null, cancelled.ClusterId),
        ({ } meeting, MeetingHeld) => meeting with { Status = MeetingStatus.Held },
        // Ignored if the meeting was held: the rules of earlier versions accepted both.
        ({ Status: MeetingStatus.Held }, MeetingPostponed or MeetingCancelled) => state,
        // Recorded after the cancellation on the same day: it was postponed before.
        ({ Status: MeetingStatus.Cancelled }, MeetingPostponed) => state,
        ({ } meeting, MeetingPostponed postponed) =>
            meeting with { Status = MeetingStatus.Postponed, PlannedOn = postponed.NewPlannedOn },
        ({ } meeting, MeetingCancelled) => meeting with { Status = MeetingStatus.Cancelled, PlannedOn = null },
        _ => state,
    };
}
