using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Meetings;

/// <summary>A scheduled meeting was put off, to a new day or until further notice.</summary>
/// <param name="NewPlannedOn">The new day; left out where none is set yet.</param>
/// <param name="Reason">Why.</param>
public sealed record MeetingPostponed(DateOnly? NewPlannedOn, string Reason) : Activity, IBindsAll;

public static class PostponeMeeting
{
    public static readonly ActivityType Type = ActivityType.Of<MeetingPostponed, Meeting>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/meetings/{id}/postponements")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(MeetingPostponed postponed, Meeting? meeting, Known known)
    {
        if (meeting is { Status: MeetingStatus.Held or MeetingStatus.Cancelled })
            yield return Refusal.Rule("meeting-not-scheduled",
                meeting.Status == MeetingStatus.Held
                    ? "The meeting was held and cannot be postponed. Correct or retract the entry that is wrong."
                    : "The meeting was cancelled and cannot be postponed. Schedule a new one.");
    }

    private static Wording Word(MeetingPostponed postponed, Language language) => new(
        language.In("Hoãn hội nghị", "Meeting postponed"),
        Words.Line(
            postponed.NewPlannedOn is { } day
                ? language.In($"Dời đến ngày {language.In(day)}", $"To {language.In(day)}")
                : language.In("Chưa định ngày mới", "No new day yet"),
            postponed.Reason));
}
