using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Meetings;

/// <summary>
/// A meeting was scheduled. That it took place is recorded separately, before or afterwards: a meeting that is on
/// record as held can be completed by its schedule.
/// </summary>
/// <param name="Kind">Its purpose.</param>
/// <param name="PlannedOn">The day it is planned for. The activity itself occurs on the day of scheduling.</param>
/// <param name="Venue">Where it is planned.</param>
/// <param name="HostUnit">The planned host, which need not be the lead of the cluster.</param>
public sealed record MeetingScheduled(
    MeetingKind Kind, DateOnly PlannedOn, string Venue, [City(CityRole.Hosts)] Organisation HostUnit) : Activity;

public static class ScheduleMeeting
{
    public static readonly ActivityType Type = ActivityType.Of<MeetingScheduled, Meeting>(
        nameof(ScheduleMeeting), "/v1/meetings/schedules", ("Dự kiến tổ chức hội nghị", "Meeting scheduled"),
        Opens.Maybe, Reach.CitiesAndCampaigns, Right.Host, Validate, Describe,
        takesGuests: true,
        ruleCodes: ["meeting-held", "meeting-already-scheduled"]);

    private static IEnumerable<Rejection> Validate(
        MeetingScheduled scheduled, Meeting? meeting, DecisionContext context)
    {
        if (meeting?.Status == MeetingStatus.Held)
            yield return Rejection.Rule("meeting-held", new Fault("meeting-held-before", ("entry", new OwnStream())));
        else if (meeting is not null)
            yield return Rejection.Rule(new Fault("meeting-already-scheduled", ("entry", new OwnStream())));
    }

    private static DisplayText Describe(MeetingScheduled scheduled, Language language)
    {
        var (kind, day) = (language.In(scheduled.Kind), language.In(scheduled.PlannedOn));
        return new(
            language.In($"Dự kiến tổ chức {kind}", $"{kind} scheduled"),
            DisplayFormat.Line(
                language.In($"Ngày dự kiến: {day}", $"Planned for {day}"),
                scheduled.Venue, language.Host(scheduled.Venue, scheduled.HostUnit)));
    }
}
