using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>The entries of a year, counted by day.</summary>
public sealed class CalendarTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Each_day_is_counted_by_kind_as_it_was_known_then_and_only_in_its_year()
    {
        await app.PostEventAsync(Scenarios.Flowers("calendar-1", "2022-03-08"));
        var before = (await app.PostEventAsync(Scenarios.Flowers("calendar-2", "2022-07-29")))
            .Expect(HttpStatusCode.Created);
        (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var last = (await app.PostEventAsync(Scenarios.Flowers("calendar-3", "2023-01-01")))
            .Expect(HttpStatusCode.Created);

        var days = await DaysAsync($"year=2022&atLeast={last.Position}");
        Assert.Equal(["2022-03-08 1", "2022-07-29 2"], days.Select(day => $"{day["day"]} {day["count"]}").TakeLast(2));
        Assert.Equal((1, 1), ((int)days[^1]["kinds"]!["FlowersOffered"]!, (int)days[^1]["kinds"]!["MeetingHeld"]!));
        Assert.Equal(["2023-01-01 1"], (await DaysAsync("year=2023")).Select(day => $"{day["day"]} {day["count"]}"));
        Assert.Empty(await DaysAsync("year=1999"));

        Assert.Equal(1, (int)(await DaysAsync($"year=2022&knownAt={before.Position}"))[^1]["count"]!);
        Assert.Equal(["2022-07-29 1"],
            (await DaysAsync("year=2022&kind=MeetingHeld")).Select(day => $"{day["day"]} {day["count"]}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("year=0")]
    [InlineData("year=abc")]
    [InlineData("year=2022&from=2022-01-01")]
    public async Task A_calendar_is_of_one_year(string query) =>
        (await app.GetAsync($"/v1/timelines/cities/can-tho/calendar?{query}"))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");

    [Theory]
    [InlineData("cities/hue")]
    [InlineData("campaigns/khong-co")]
    [InlineData("clusters/khong-co")]
    public async Task What_is_not_on_record_has_no_calendar(string timeline) =>
        (await app.GetAsync($"/v1/timelines/{timeline}/calendar?year=2022")).Expect(HttpStatusCode.NotFound);

    private async Task<JsonNode[]> DaysAsync(string query) =>
        [.. (await app.GetAsync($"/v1/timelines/cities/can-tho/calendar?{query}")).Expect(HttpStatusCode.OK)
            .Json.AsArray().Select(day => day!)];
}
