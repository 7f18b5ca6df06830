using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Meetings;

/// <summary>
/// A scheduled meeting was cancelled. A meeting that was held is not cancelled: its entry is retracted.
/// </summary>
/// <param name="Reason">Why.</param>
public sealed record MeetingCancelled(string Reason) : Activity, IConcernsWholeStream;

public static class CancelMeeting
{
    public static readonly ActivityType Type = ActivityType.Of<MeetingCancelled, Meeting>(
        nameof(CancelMeeting), "/v1/meetings/{id}/cancellation",
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe);

    private static IEnumerable<Rejection> Validate(MeetingCancelled cancelled, Meeting? meeting, DecisionContext context)
    {
        if (meeting is { Status: MeetingStatus.Held })
            yield return Rejection.Rule("meeting-held",
                "The meeting was held and cannot be cancelled. If that is wrong, retract the entry that says so.");
        if (meeting is { Status: MeetingStatus.Cancelled })
            yield return Rejection.Rule("meeting-cancelled",
                "This meeting is already cancelled. If that is wrong, correct or retract that entry.");
        if (meeting is null)
            yield return Rejection.Rule("meeting-not-scheduled",
                "The meeting was not scheduled by that day. Record its schedule first, or correct the day.");
    }

    private static DisplayText Describe(MeetingCancelled cancelled, Language language) =>
        new(language.In("Hủy: ", "Cancelled: ") + NameReference.ToOwnStream(Meeting.PlanPart), cancelled.Reason);
}
