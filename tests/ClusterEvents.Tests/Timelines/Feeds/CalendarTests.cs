using System.Net;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

[Collection<OnFeeds>]
public sealed class CalendarTests(FeedApp app)
{
    [Fact]
    public async Task Every_entry_is_in_the_calendar_under_its_own_id_or_in_the_event_of_its_meeting()
    {
        var entries = (await app.TimelineAsync("cities/can-tho")).Entries;
        var calendar = await CalendarAsync();

        var meetings = app.Meetings.ToDictionary(meeting => app.Ids[meeting.Key], meeting => meeting.Value);
        Assert.Equal(
            entries.Select(entry => (string)entry!["activityId"]!).Select(id => meetings.GetValueOrDefault(id, id))
                .Order(StringComparer.Ordinal),
            calendar.UniqueComponents.Select(component => component.Uid).Order(StringComparer.Ordinal));
        Assert.Equal("Cần Thơ", calendar.Properties["NAME"]!.Value);
    }

    [Fact]
    public async Task A_day_is_an_event_of_the_whole_day_with_its_place()
    {
        var day = Event(await CalendarAsync(), "awkward");

        Assert.True(day.IsAllDay);
        Assert.Equal((new DateOnly(2022, 7, 29), new DateOnly(2022, 7, 30)), (day.Start!.Date, day.End!.Date));
        Assert.Equal("Dâng hoa tưởng nhớ Chủ tịch Hồ Chí Minh", day.Summary);
        Assert.Equal(FeedApp.Awkward, day.Location);
        Assert.Equal($"/vi/activities/{day.Uid}", day.Url?.AbsolutePath);
        Assert.Equal($"29/07/2022, buổi sáng\n{FeedApp.Awkward}\nNguồn: Báo Công an nhân dân", day.Description);
    }

    [Theory]
    [InlineData("month", "2022-07-01", "2022-08-01")]
    [InlineData("year", "2022-01-01", "2023-01-01")]
    public async Task A_date_known_less_exactly_lasts_as_long_as_it_may_mean(string name, string first, string end)
    {
        var entry = Event(await CalendarAsync(), name);
        Assert.Equal((first, end), ($"{entry.Start!.Date:yyyy-MM-dd}", $"{entry.End!.Date:yyyy-MM-dd}"));
    }

    [Fact]
    public async Task A_source_that_is_only_a_note_is_shown_by_it() => Assert.EndsWith(
        "\nNguồn: Sổ trực ban", Event(await CalendarAsync(), "noted").Description, StringComparison.Ordinal);

    [Fact]
    public async Task An_entry_without_a_date_has_no_day()
    {
        var calendar = await CalendarAsync();

        var journal = calendar.Journals.Single(entry => entry.Uid == app.Ids["unknown"]);
        Assert.Null(journal.Start);
        Assert.DoesNotContain(calendar.Events, entry => entry.Uid == app.Ids["unknown"]);
    }

    [Fact]
    public async Task A_correction_makes_a_new_revision_and_a_retraction_cancels()
    {
        var calendar = await CalendarAsync("?include=retracted");

        Assert.Equal(1, Event(calendar, "corrected").Sequence);
        Assert.True(Event(calendar, "corrected").LastModified!.AsUtc >= Event(calendar, "corrected").Created!.AsUtc);
        Assert.Equal(EventStatus.Cancelled, Event(calendar, "retracted").Status);
        Assert.Equal(0, Event(calendar, "awkward").Sequence);
    }

    [Fact]
    public async Task Lines_are_folded_at_75_octets_without_breaking_a_letter()
    {
        var bytes = await app.Http.GetByteArrayAsync("/v1/timelines/cities/can-tho.ics", TestApp.Cancel);

        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 75));
        Assert.All(lines, line => strict.GetString(Encoding.Latin1.GetBytes(line)));
        Assert.Equal(FeedApp.Nom, Event(await CalendarAsync(), "nom").Location);
    }

    [Fact]
    public async Task The_last_day_of_the_calendar_has_no_following_day()
    {
        var last = Event(await CalendarAsync(), app.Meetings["last day"]);

        Assert.Equal(DateOnly.MaxValue, last.Start!.Date);
        Assert.Null(last.End);
    }

    [Fact]
    public async Task An_empty_calendar_has_a_component_as_the_standard_requires() =>
        Assert.Single((await CalendarAsync("?from=1999-01-01&to=1999-01-01")).Children);

    private CalendarEvent Event(Calendar calendar, string name) =>
        calendar.Events.Single(entry => entry.Uid == app.Ids.GetValueOrDefault(name, name));

    private async Task<Calendar> CalendarAsync(string query = "") => Calendar.Load(
        (await app.GetAsync($"/v1/timelines/cities/can-tho.ics{query}")).Expect(HttpStatusCode.OK).Text)!;
}
