using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Meetings;

/// <summary>A scheduled meeting was postponed, to a new day or until further notice.</summary>
/// <param name="NewPlannedOn">The new day; omitted if none is set yet.</param>
/// <param name="Reason">Why.</param>
public sealed record MeetingPostponed(DateOnly? NewPlannedOn, [Personal(PersonalKind.Text)] string Reason)
    : Activity, IConcernsWholeStream;

public static class PostponeMeeting
{
    public static readonly ActivityType Type = ActivityType.Of<MeetingPostponed, Meeting>(
        nameof(PostponeMeeting), "/v1/meetings/{id}/postponements", ("Hoãn hội nghị", "Meeting postponed"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe,
        ruleCodes: ["meeting-not-scheduled"]);

    private static IEnumerable<Rejection> Validate(
        MeetingPostponed postponed, Meeting? meeting, DecisionContext context)
    {
        if (meeting is not { Status: MeetingStatus.Scheduled or MeetingStatus.Postponed })
            yield return Rejection.Rule("meeting-not-scheduled", meeting?.Status switch
            {
                MeetingStatus.Held => new Fault("held-meeting-not-postponed", ("entry", new OwnStream())),
                MeetingStatus.Cancelled => new Fault("cancelled-meeting-not-postponed", ("entry", new OwnStream())),
                _ => new Fault("meeting-not-scheduled", ("entry", new OwnStream())),
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
