using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Meetings;

/// <summary>A scheduled meeting was called off. One that was held is never cancelled: its entry is retracted.</summary>
/// <param name="Reason">Why.</param>
public sealed record MeetingCancelled(string Reason) : Activity, IBindsAll;

public static class CancelMeeting
{
    public static readonly ActivityType Type = ActivityType.Of<MeetingCancelled, Meeting>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/meetings/{id}/cancellation")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(MeetingCancelled cancelled, Meeting? meeting, Known known)
    {
        if (meeting is { Status: MeetingStatus.Held })
            yield return Refusal.Rule("meeting-held",
                "The meeting was held and cannot be cancelled. If that is wrong, retract the entry that says so.");
        if (meeting is { Status: MeetingStatus.Cancelled })
            yield return Refusal.Rule("meeting-cancelled",
                "The cancellation of this meeting is on record. If it is wrong, correct or retract that entry.");
    }

    private static Wording Word(MeetingCancelled cancelled, Language language) =>
        new(language.In("Hủy hội nghị", "Meeting cancelled"), cancelled.Reason);
}
