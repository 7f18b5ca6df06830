using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Meetings;

/// <summary>
/// A scheduled meeting was cancelled. A meeting that was held is not cancelled: its entry is retracted.
/// </summary>
/// <param name="Reason">Why.</param>
public sealed record MeetingCancelled([Personal(PersonalKind.Text)] string Reason) : Activity, IConcernsWholeStream;

public static class CancelMeeting
{
    public static readonly ActivityType Type = ActivityType.Of<MeetingCancelled, Meeting>(
        nameof(CancelMeeting), "/v1/meetings/{id}/cancellation", ("Hủy hội nghị", "Meeting cancelled"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe,
        ruleCodes: ["meeting-held", "meeting-cancelled", "meeting-not-scheduled"]);

    private static IEnumerable<Rejection> Validate(
        MeetingCancelled cancelled, Meeting? meeting, DecisionContext context)
    {
        if (meeting is { Status: MeetingStatus.Held })
            yield return Rejection.Rule(
                "meeting-held", new Fault("held-meeting-not-cancelled", ("entry", new OwnStream())));
        if (meeting is { Status: MeetingStatus.Cancelled })
            yield return Rejection.Rule("meeting-cancelled",
                new Fault("meeting-already-cancelled", ("entry", new OwnStream())));
        if (meeting is null)
            yield return Rejection.Rule(new Fault("meeting-not-scheduled", ("entry", new OwnStream())));
    }

    private static DisplayText Describe(MeetingCancelled cancelled, Language language) =>
        new(language.In("Hủy: ", "Cancelled: ") + NameReference.ToOwnStream(Meeting.PlanPart), cancelled.Reason);
}
