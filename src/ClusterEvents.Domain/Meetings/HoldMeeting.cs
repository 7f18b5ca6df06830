using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Meetings;

/// <summary>A meeting was held. It need not have been scheduled before: past meetings are recorded too.</summary>
/// <param name="Kind">Its purpose.</param>
/// <param name="Venue">Where it was held.</param>
/// <param name="HostUnit">The host, which need not be the lead of the cluster.</param>
/// <param name="Chair">The official who chaired it.</param>
/// <param name="Attendance">The number of attendees, if a source gives it.</param>
public sealed record MeetingHeld(
    MeetingKind Kind, string Venue, [City(CityRole.Hosts)] Organisation HostUnit, Person? Chair,
    [Range(0, 1_000_000)] int? Attendance) : Activity;

public static class HoldMeeting
{
    public static readonly ActivityType Type = ActivityType.Of<MeetingHeld, Meeting>(
        nameof(HoldMeeting), "/v1/meetings", ("Tổ chức hội nghị", "Meeting held"),
        Opens.Maybe, Reach.CitiesAndCampaigns, Right.Host, Validate, Describe,
        takesGuests: true,
        ruleCodes: ["meeting-already-held", "meeting-cancelled"]);

    private static IEnumerable<Rejection> Validate(MeetingHeld held, Meeting? meeting, DecisionContext context)
    {
        if (meeting is { Status: MeetingStatus.Held })
            yield return Rejection.Rule(
                new Fault("meeting-already-held", ("entry", new OwnStream()), ("day", meeting.HeldOn)));
        if (meeting is { Status: MeetingStatus.Cancelled })
            yield return Rejection.Rule(
                new Fault("meeting-cancelled", ("entry", new OwnStream()), ("day", meeting.CancelledOn)));
    }

    private static DisplayText Describe(MeetingHeld held, Language language) => new(
        language.In($"Tổ chức {language.In(held.Kind)}", $"{language.In(held.Kind)} held"),
        DisplayFormat.Line(
            held.Venue,
            language.Host(held.Venue, held.HostUnit),
            held.Chair is { } chair ? language.In($"Chủ trì: {chair.Full()}", $"Chair: {chair.Full()}") : null,
            held.Attendance is { } number ? Attendance(number, language) : null));

    private static string Attendance(int number, Language language) =>
        language.In($"{language.Grouped(number)} người dự", $"Attendance: {language.Grouped(number)}");
}
