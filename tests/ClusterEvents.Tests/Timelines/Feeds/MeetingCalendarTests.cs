using System.Net;
using ClusterEvents.Tests.Corrections;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.Timelines.Feeds;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

public sealed class MeetingCalendarTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const string Scheduled = "2022-02-01";

    [Fact]
    public async Task A_meeting_is_one_event_that_is_planned_moves_and_is_cancelled()
    {
        var (stream, _, _) = await ScheduleAsync("2022-03-15");
        var planned = await OnlyAsync(stream);
        await PostponeAsync(stream, "2022-03-20");
        var moved = await OnlyAsync(stream);
        await CancelAsync(stream);
        var cancelled = await OnlyAsync(stream);

        Assert.Equal(
            [
                ("2022-03-15", EventStatus.Tentative, "Dự kiến: Hội nghị sơ kết"),
                ("2022-03-20", EventStatus.Tentative, "Dự kiến: Hội nghị sơ kết"),
                ("2022-03-20", EventStatus.Cancelled, "Đã hủy: Hội nghị sơ kết"),
            ],
            new[] { planned, moved, cancelled }.Select(one => (Day(one), one.Status, one.Summary)));
        Assert.Single(new[] { planned.Uid, moved.Uid, cancelled.Uid }.Distinct());
        Assert.True(planned.Sequence < moved.Sequence && moved.Sequence < cancelled.Sequence);
        Assert.True(planned.DtStamp!.AsUtc <= moved.DtStamp!.AsUtc && moved.DtStamp.AsUtc <= cancelled.DtStamp!.AsUtc);
        Assert.Equal(planned.Created, cancelled.Created);
        Assert.Equal("Đã hoãn từ 15/03/2022 sang 20/03/2022 · Bão", moved.Description!.Split('\n')[0]);
        Assert.Equal("Đã hủy. Ngày dự kiến trước đó: 20/03/2022 · Bão", cancelled.Description!.Split('\n')[0]);
    }

    [Fact]
    public async Task A_meeting_that_was_held_is_confirmed_on_that_day()
    {
        var (stream, _, _) = await ScheduleAsync("2022-03-16");
        var planned = await OnlyAsync(stream);
        await HoldAsync(stream, "2022-03-17");
        var held = await OnlyAsync(stream);

        Assert.Equal(("2022-03-17", EventStatus.Confirmed, "Hội nghị sơ kết", planned.Uid),
            (Day(held), held.Status, held.Summary, held.Uid));
        Assert.True(held.Sequence > planned.Sequence);
        Assert.Equal("Công an thành phố Cần Thơ", held.Location);
    }

    [Fact]
    public async Task A_meeting_of_a_known_time_is_at_that_time_of_Vietnam()
    {
        var (stream, _, _) = await ScheduleAsync("2022-03-16");
        var held = Scenarios.Meeting("2022-03-17");
        held["localTime"] = "14:30";
        (await app.PostEventAsync(Scenarios.Event("meeting-held", stream, held))).Expect(HttpStatusCode.Created);

        var timed = await OnlyAsync(stream);

        Assert.False(timed.IsAllDay);
        Assert.Equal(new DateTime(2022, 3, 17, 7, 30, 0, DateTimeKind.Utc), timed.Start!.AsUtc);
        Assert.Null(timed.End);
        Assert.Contains("14:30", timed.Description, StringComparison.Ordinal);
        var text = (await app.GetAsync("/v1/timelines/cities/can-tho.ics")).Text;
        Assert.Contains("DTSTART:20220317T073000Z\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_meeting_leads_to_the_page_of_its_entry_in_the_language_of_the_calendar()
    {
        var (stream, activity, _) = await ScheduleAsync("2022-03-21");
        Assert.Equal($"/vi/activities/{activity}", (await OnlyAsync(stream)).Url?.AbsolutePath);

        var english = (await OnlyAsync(stream, language: "en")).Url!.AbsolutePath;

        Assert.Equal($"/en/activities/{activity}", english);
        (await app.GetAsync(english)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_meeting_postponed_until_further_notice_stays_tentative_and_says_so()
    {
        var (stream, _, _) = await ScheduleAsync("2022-03-18");
        await PostponeAsync(stream, null);

        var open = await OnlyAsync(stream);

        Assert.Equal(("2022-03-18", EventStatus.Tentative, "Hoãn, chưa có ngày mới: Hội nghị sơ kết"),
            (Day(open), open.Status, open.Summary));
        Assert.StartsWith("Đã hoãn, chưa định ngày mới", open.Description, StringComparison.Ordinal);
        var english = await OnlyAsync(stream, language: "en");
        Assert.Equal("Postponed, no new day yet: Mid-year review conference", english.Summary);
    }

    [Fact]
    public async Task A_correction_moves_the_event_and_raises_its_sequence()
    {
        var (stream, activity, _) = await ScheduleAsync("2022-03-19");
        var before = await OnlyAsync(stream);
        (await app.CorrectAsync(activity, ("plannedOn", "2022-03-19", "2022-03-29"))).Expect(HttpStatusCode.Created);

        var after = await OnlyAsync(stream);

        Assert.Equal(("2022-03-29", before.Uid), (Day(after), after.Uid));
        Assert.True(after.Sequence > before.Sequence);
    }

    [Fact]
    public async Task A_retracted_postponement_moves_the_event_back_and_the_sequence_goes_on_rising()
    {
        var (stream, _, _) = await ScheduleAsync("2022-04-10");
        var postponed = await PostponeAsync(stream, "2022-04-20");
        var moved = await OnlyAsync(stream);
        await RetractAsync(postponed);

        var back = await OnlyAsync(stream);

        Assert.Equal(("2022-04-10", EventStatus.Tentative), (Day(back), back.Status));
        Assert.True(back.Sequence > moved.Sequence);
    }

    [Fact]
    public async Task A_retracted_meeting_leaves_the_calendar_and_is_cancelled_where_retracted_entries_are_shown()
    {
        var (stream, activity, _) = await ScheduleAsync("2022-04-11");
        var before = await OnlyAsync(stream);
        await RetractAsync(activity);

        Assert.Empty(await EventsAsync(stream));
        var retracted = Assert.Single(await EventsAsync(stream, "&include=retracted"));
        Assert.Equal((EventStatus.Cancelled, "Đã rút lại: Hội nghị sơ kết", before.Uid),
            (retracted.Status, retracted.Summary, retracted.Uid));
        Assert.True(retracted.Sequence > before.Sequence);
    }

    [Fact]
    public async Task A_calendar_of_some_days_shows_what_became_of_the_meeting_on_others()
    {
        var (stream, _, _) = await ScheduleAsync("2022-04-12");
        await PostponeAsync(stream, "2022-04-22", occurredOn: "2022-04-01");

        var scheduling = Assert.Single(await EventsAsync(stream, $"&from={Scheduled}&to={Scheduled}"));
        var postponing = Assert.Single(await EventsAsync(stream, "&from=2022-04-01&to=2022-04-01"));

        Assert.Equal(("2022-04-22", "2022-04-22"), (Day(scheduling), Day(postponing)));
        Assert.Equal(scheduling.Uid, postponing.Uid);
    }

    [Fact]
    public async Task A_calendar_of_an_earlier_position_shows_the_meeting_as_it_was_known_then()
    {
        var (stream, _, position) = await ScheduleAsync("2022-05-01");
        var then = await OnlyAsync(stream);
        await PostponeAsync(stream, "2022-05-02");
        await CancelAsync(stream);

        var known = Assert.Single(await EventsAsync(stream, $"&knownAt={position}"));

        Assert.Equal((Day(then), then.Status, then.Sequence, then.Uid),
            (Day(known), known.Status, known.Sequence, known.Uid));
    }

    [Fact]
    public async Task What_was_said_at_a_meeting_is_an_event_of_its_own()
    {
        var held = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var remarks = (await app.PostAsync($"/v1/{Plural(held.Stream!)}/remarks", new
        {
            OccurredOn = Scenarios.Today,
            CityIds = new[] { "can-tho" },
            Person = new { Name = "Vũ Thành Thức" },
            Kind = "Opening",
        })).Expect(HttpStatusCode.Created);

        var calendar = await CalendarAsync("");

        Assert.Contains(calendar.Events, one => one.Uid == (string)remarks.Json["activityId"]!);
        Assert.DoesNotContain(calendar.Events, one => one.Uid == (string)held.Json["activityId"]!);
        Assert.Single(calendar.Events, one => one.Url?.AbsolutePath == $"/vi/activities/{held.Json["activityId"]}");
    }

    private async Task<(string Stream, string ActivityId, long Position)> ScheduleAsync(string plannedOn)
    {
        var meeting = Scenarios.Meeting(Scheduled);
        meeting["plannedOn"] = plannedOn;
        var answer = (await app.PostAsync("/v1/meetings/schedules", meeting)).Expect(HttpStatusCode.Created);
        return (answer.Stream!, (string)answer.Json["activityId"]!, answer.Position);
    }

    private async Task<string> PostponeAsync(string stream, string? newPlannedOn, string occurredOn = "2022-02-10") =>
        (string)(await app.PostAsync($"/v1/{Plural(stream)}/postponements", new
        {
            OccurredOn = occurredOn,
            CityIds = new[] { "can-tho" },
            NewPlannedOn = newPlannedOn,
            Reason = "Bão",
        })).Expect(HttpStatusCode.Created).Json["activityId"]!;

    private async Task CancelAsync(string stream) =>
        (await app.PostAsync($"/v1/{Plural(stream)}/cancellation", new
        {
            OccurredOn = "2022-02-11",
            CityIds = new[] { "can-tho" },
            Reason = "Bão",
        })).Expect(HttpStatusCode.Created);

    private async Task HoldAsync(string stream, string day)
    {
        var held = Scenarios.Event("meeting-held", stream, Scenarios.Meeting(day));
        (await app.PostEventAsync(held)).Expect(HttpStatusCode.Created);
    }

    private async Task RetractAsync(string activityId) =>
        (await app.PostAsync($"/v1/activities/{activityId}/retraction", new { Reason = "Ghi nhầm" }))
            .Expect(HttpStatusCode.Created);

    private async Task<CalendarEvent> OnlyAsync(string stream, string language = "vi") =>
        Assert.Single(await EventsAsync(stream, language: language));

    /// <summary>The events of a stream, once everything recorded is shown.</summary>
    private async Task<CalendarEvent[]> EventsAsync(string stream, string query = "", string language = "vi") =>
        [
            .. (await CalendarAsync(query, language)).Events
                .Where(one => one.Uid == FeedAddress.IdOf($"{stream} meeting").ToString()),
        ];

    private async Task<Calendar> CalendarAsync(string query, string language = "vi")
    {
        var newest = (await app.TimelineAsync("cities/can-tho")).Expect(HttpStatusCode.OK).Position;
        return Calendar.Load((await app.GetAsync($"/v1/timelines/cities/can-tho.ics?atLeast={newest}{query}",
            ("Accept-Language", language))).Expect(HttpStatusCode.OK).Text)!;
    }

    private static string Plural(string stream) => stream.Replace("meeting/", "meetings/", StringComparison.Ordinal);

    private static string Day(CalendarEvent one) => $"{one.Start!.Date:yyyy-MM-dd}";
}
