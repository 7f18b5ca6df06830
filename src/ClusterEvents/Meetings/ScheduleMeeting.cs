using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Meetings;

/// <summary>A meeting was put on the calendar. That it was held is recorded apart.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="PlannedOn">The day it is planned for; the day of the scheduling itself is when it occurred.</param>
/// <param name="Venue">Where it is planned.</param>
/// <param name="HostUnit">Who is to host it. The host need not be the lead.</param>
public sealed record MeetingScheduled(MeetingKind Kind, DateOnly PlannedOn, string Venue, Organisation HostUnit)
    : Activity;

public static class ScheduleMeeting
{
    public static readonly ActivityType Type = ActivityType.Of<MeetingScheduled, Meeting>(
        Opening.Always, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/meetings/schedules")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(MeetingScheduled scheduled, Meeting? meeting, Known known) => [];

    private static Wording Word(MeetingScheduled scheduled, Language language)
    {
        var (kind, day) = (language.In(scheduled.Kind), language.In(scheduled.PlannedOn));
        return new(
            language.In($"Dự kiến tổ chức {kind}", $"{kind} scheduled"),
            Words.Line(
                language.In($"Ngày dự kiến: {day}", $"Planned for {day}"),
                scheduled.Venue, language.Host(scheduled.Venue, scheduled.HostUnit)));
    }
}
