using System.Net;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>Filters of a timeline: days, kinds, cities and campaigns.</summary>
[Collection<OnQueriedTimelines>]
public sealed class TimelineFilterTests(QueriedApp app)
{
    [Theory]
    [InlineData("&from=2022-05-02&to=2022-05-03", "2022-05-02 2022-05-03")]
    [InlineData("&from=2022-05-03&to=2022-05-03", "2022-05-03")]
    [InlineData("&from=2022-05-03", "2022-05-03 2022-05-04")]
    [InlineData("&from=2022-01-02&to=2022-05-01", "2022-05-01")]
    [InlineData("&from=2022-05-04&to=2022-05-02", "")]
    public async Task From_and_to_are_both_inclusive(string range, string days)
    {
        var page = await app.TimelineAsync("cities/can-tho", $"&order=asc{range}");

        var entries = page.Expect(HttpStatusCode.OK).Entries;
        Assert.Equal(days, string.Join(' ', entries.Select(entry => (string)entry!["occurredOn"]!)));
    }

    [Theory]
    [InlineData("&kind=FlowersOffered", 3)]
    [InlineData("&kind=CommunityActivityHeld", 2)]
    [InlineData("&kind=FlowersOffered&kind=CommunityActivityHeld", 5)]
    [InlineData("&kind=FlowersOffered&kind=FlowersOffered", 3)]
    [InlineData("&kind=MeetingHeld", 0)]
    public async Task A_kind_may_be_given_several_times(string kinds, int entries) => Assert.Equal(
        entries, (await app.TimelineAsync("cities/can-tho", kinds)).Expect(HttpStatusCode.OK).Entries.Count);

    [Theory]
    [InlineData("&city=can-tho", 5)]
    [InlineData("&city=da-nang", 3)]
    [InlineData("&campaign=vi-an-ninh-to-quoc-2022", 3)]
    [InlineData("&city=da-nang&campaign=vi-an-ninh-to-quoc-2022&to=2022-05-03", 2)]
    [InlineData("&city=da-nang&city=ha-giang", 0)]
    [InlineData("&city=da-nang&q=t%C6%B0%E1%BB%9Fng+ni%E1%BB%87m", 3)]
    [InlineData("&city=da-nang&kind=CommunityActivityHeld", 0)]
    [InlineData("&city=nowhere", 0)]
    public async Task A_city_or_campaign_leaves_what_also_concerns_it(string filters, int entries)
    {
        var page = (await app.TimelineAsync("cities/can-tho", $"&from=2021-01-01{filters}")).Expect(HttpStatusCode.OK);

        Assert.Equal(entries, page.Entries.Count);
        var summary = await app.GetAsync($"/v1/timelines/cities/can-tho/summary?from=2021-01-01{filters}");
        Assert.Equal(entries, (int)summary.Expect(HttpStatusCode.OK).Json["total"]!);
    }

    [Theory]
    [InlineData("EntryCorrected")]
    [InlineData("CityRegistered")]
    [InlineData("SourceAttached")]
    public async Task A_kind_that_no_timeline_shows_is_not_offered(string kind)
    {
        var refusal = (await app.GetAsync($"/v1/timelines/cities/can-tho?kind={kind}"))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(("unknown-event-type", $"\"{kind}\""), (refusal.CodeAt("kind"), refusal.ValueAt("kind", "value")));
    }

    [Theory]
    [InlineData("Meeting", "such as MeetingCancelled, MeetingHeld, MeetingPostponed, MeetingScheduled.")]
    [InlineData("flowersofered", "such as FlowersOffered.")]
    [InlineData("Xyz", "such as CityRenamed, ")]
    public async Task A_kind_that_does_not_exist_is_answered_with_those_that_do(string kind, string meant) =>
        Assert.Contains(meant,
            (string)(await app.GetAsync($"/v1/timelines/cities/can-tho?kind={kind}"))
                .Json["errors"]!["kind"]![0]!["detail"]!,
            StringComparison.Ordinal);

    [Fact]
    public async Task The_timeline_of_a_new_city_is_an_empty_page_and_not_missing()
    {
        var page = await app.TimelineAsync("cities/ha-giang");

        Assert.Equal("Hà Giang", (string?)page.Expect(HttpStatusCode.OK).Json["title"]);
        Assert.Equal("city/ha-giang", (string?)page.Json["timeline"]);
        Assert.Empty(page.Entries);
        Assert.True(page.Json.AsObject().ContainsKey("next"));
    }
}
