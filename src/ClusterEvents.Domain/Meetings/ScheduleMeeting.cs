using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Meetings;

/// <summary>A meeting was scheduled. That it took place is recorded separately.</summary>
/// <param name="Kind">Its purpose.</param>
/// <param name="PlannedOn">The day it is planned for. The activity itself occurs on the day of scheduling.</param>
/// <param name="Venue">Where it is planned.</param>
/// <param name="HostUnit">The planned host, which need not be the lead of the cluster.</param>
public sealed record MeetingScheduled(MeetingKind Kind, DateOnly PlannedOn, string Venue, Organisation HostUnit)
    : Activity;

public static class ScheduleMeeting
{
    public static readonly ActivityType Type = ActivityType.Of<MeetingScheduled, Meeting>(
        nameof(ScheduleMeeting), "/v1/meetings/schedules",
        Opens.Always, Reach.CitiesAndCampaigns, Validate, Describe);

    private static IEnumerable<Rejection> Validate(MeetingScheduled scheduled, Meeting? meeting, DecisionContext context) => [];

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
