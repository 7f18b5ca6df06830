using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Meetings;

/// <summary>A scheduled meeting was postponed, to a new day or until further notice.</summary>
/// <param name="NewPlannedOn">The new day; omitted if none is set yet.</param>
/// <param name="Reason">Why.</param>
public sealed record MeetingPostponed(DateOnly? NewPlannedOn, string Reason) : Activity, IConcernsWholeStream;

public static class PostponeMeeting
{
    public static readonly ActivityType Type = ActivityType.Of<MeetingPostponed, Meeting>(
        nameof(PostponeMeeting), "/v1/meetings/{id}/postponements",
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe);

    private static IEnumerable<Rejection> Validate(MeetingPostponed postponed, Meeting? meeting, DecisionContext context)
    {
        if (meeting is not { Status: MeetingStatus.Scheduled or MeetingStatus.Postponed })
            yield return Rejection.Rule("meeting-not-scheduled", meeting?.Status switch
            {
                MeetingStatus.Held =>
                    "The meeting was held and cannot be postponed. Correct or retract the entry that is wrong.",
                MeetingStatus.Cancelled => "The meeting was cancelled and cannot be postponed. Schedule a new one.",
                _ => "The meeting was not scheduled by that day. Record its schedule first, or correct the day.",
            });
    }

    private static DisplayText Describe(MeetingPostponed postponed, Language language) => new(
        language.In("Hoãn: ", "Postponed: ") + NameReference.ToOwnStream(Meeting.PlanPart),
        DisplayFormat.Line(
            postponed.NewPlannedOn is { } day
                ? language.In($"Dời đến ngày {language.In(day)}", $"To {language.In(day)}")
                : language.In("Chưa định ngày mới", "No new day yet"),
            postponed.Reason));
}
