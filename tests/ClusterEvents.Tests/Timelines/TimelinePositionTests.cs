using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>Timelines as of a position or a day.</summary>
[Collection<OnQueriedTimelines>]
public sealed class TimelinePositionTests(QueriedApp app)
{
    [Fact]
    public async Task A_day_asks_what_was_known_at_its_end_in_Vietnam()
    {
        var yesterday = await app.TimelineAsync("cities/can-tho", "&knownAt=2022-07-29");
        yesterday.Refused(HttpStatusCode.NotFound, "unknown-city");

        // Today ends later: all is known, and the pages go on with what was known for the first.
        var today = TimeProvider.System.Today();
        var first = (await app.GetAsync($"/v1/timelines/cities/can-tho?limit=2&knownAt={today:O}"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(first.Position, await app.Get<EventReplay>().NewestAsync(TestApp.Cancel));
        await app.GivenCityAsync("cao-bang", "Cao Bằng", "04");
        var second = (await app.GetAsync(
            $"/v1/timelines/cities/can-tho?limit=2&knownAt={today:O}&cursor={(string)first.Json["next"]!}"))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(first.Position, second.Position);
        Assert.Equal(2, second.Entries.Count);
    }

    [Fact]
    public async Task A_recorder_that_waits_for_its_position_sees_its_own_record()
    {
        for (var i = 0; i < 5; i++)
        {
            var recorded = (await app.PostAsync("/v1/meetings", Meeting("da-nang"))).Expect(HttpStatusCode.Created);

            var page = await app.GetAsync($"/v1/timelines/cities/da-nang?atLeast={recorded.Position}&limit=200");

            Assert.Contains((string)recorded.Json["activityId"]!,
                page.Expect(HttpStatusCode.OK).Entries.Select(entry => (string)entry!["activityId"]!));
            Assert.True(page.Position >= recorded.Position);
        }
    }

    [Fact]
    public async Task A_position_that_is_not_reached_in_time_is_answered_as_behind()
    {
        var asked = System.Diagnostics.Stopwatch.StartNew();

        (await app.GetAsync("/v1/timelines/cities/can-tho?atLeast=1000000000"))
            .Refused(HttpStatusCode.GatewayTimeout, "timeline-behind");

        Assert.True(asked.Elapsed.TotalSeconds > 4.5, $"It was waited for {asked.Elapsed} only.");
    }

    private static JsonObject Meeting(string city)
    {
        var meeting = Scenarios.Meeting();
        meeting["cityIds"] = new JsonArray(city);
        return meeting;
    }
}
