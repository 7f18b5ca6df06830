using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Meetings;

/// <summary>The state of a meeting.</summary>
/// <param name="Status">Its status.</param>
/// <param name="MeetingKind">Its purpose.</param>
/// <param name="FirstPlannedOn">The day that it was first planned for; null if it was not scheduled.</param>
/// <param name="PlannedOn">The day it is planned for; null if none is.</param>
/// <param name="HeldOn">The day it was held; null if it was not held, or if the day is unknown.</param>
/// <param name="ClusterId">The cluster whose meeting it is.</param>
public sealed record Meeting(
    MeetingStatus Status, MeetingKind MeetingKind, DateOnly? FirstPlannedOn, DateOnly? PlannedOn, DateOnly? HeldOn,
    string? ClusterId)
    : IStreamState<Meeting>, IBelongsToCluster, INamed
{
    public static string Kind => StreamKinds.Meeting;

    /// <summary>The day it was cancelled; null if it was not, or if the day is unknown.</summary>
    internal DateOnly? CancelledOn { get; private init; }

    public static Meeting? Apply(Meeting? state, Activity activity) => (state, activity) switch
    {
        (null, MeetingScheduled scheduled) => new(MeetingStatus.Scheduled, scheduled.Kind, scheduled.PlannedOn,
            scheduled.PlannedOn, HeldOn: null, scheduled.ClusterId),
        // Recorded on the day on which it was held, without a part of the day: it was scheduled before.
        ({ } meeting, MeetingScheduled scheduled) => meeting with { FirstPlannedOn = scheduled.PlannedOn },
        (null, MeetingHeld held) => new(MeetingStatus.Held, held.Kind, FirstPlannedOn: null, PlannedOn: null,
            held.OccurredOn, held.ClusterId),
        // Its schedule was retracted since; that it was cancelled stands.
        (null, MeetingCancelled cancelled) => new(MeetingStatus.Cancelled, MeetingKind.Other, FirstPlannedOn: null,
            PlannedOn: null, HeldOn: null, cancelled.ClusterId)
        { CancelledOn = cancelled.OccurredOn },
        ({ } meeting, MeetingHeld held) => meeting with
        {
            Status = MeetingStatus.Held,
            MeetingKind = held.Kind,
            HeldOn = held.OccurredOn,
        },
        // Ignored if the meeting was held: the rules of earlier versions accepted both.
        ({ Status: MeetingStatus.Held }, MeetingPostponed or MeetingCancelled) => state,
        // Recorded after the cancellation on the same day: it was postponed before.
        ({ Status: MeetingStatus.Cancelled }, MeetingPostponed) => state,
        ({ } meeting, MeetingPostponed postponed) =>
            meeting with { Status = MeetingStatus.Postponed, PlannedOn = postponed.NewPlannedOn },
        ({ } meeting, MeetingCancelled cancelled) => meeting with
        {
            Status = MeetingStatus.Cancelled,
            PlannedOn = null,
            CancelledOn = cancelled.OccurredOn,
        },
        _ => state,
    };

    /// <summary>Its purpose and the day it was held; as a plan, the day that it was first planned for.</summary>
    public string? NameIn(Language language, string part, DateOnly? day)
    {
        var kind = language.In(MeetingKind);
        return (part is PlanPart ? null : HeldOn) is { } held
            ? language.In($"{kind} ngày {language.In(held)}", $"{kind} of {language.In(held)}")
            : FirstPlannedOn is { } planned
                ? language.In(
                    $"{kind} dự kiến ngày {language.In(planned)}", $"{kind} planned for {language.In(planned)}")
            : kind;
    }

    /// <summary>The name of the meeting as it was planned.</summary>
    internal const string PlanPart = "plan";
}
