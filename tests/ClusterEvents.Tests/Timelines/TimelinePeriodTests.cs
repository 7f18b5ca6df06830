using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>Entries whose date is not known to the day, in a period.</summary>
public sealed class TimelinePeriodTests(TimelinePeriodTests.App app)
    : IClassFixture<TimelinePeriodTests.App>
{
    [Theory]
    [InlineData("2022-07-10", "2022-07-12", "first-of-july end-of-july of-2022")]
    [InlineData("2022-06-29", "2022-06-30", "of-2022")]
    [InlineData("2022-06-30", "2022-06-30", "")]
    [InlineData("2022-07-30", "2022-07-30", "first-of-july end-of-july")]
    [InlineData("2022-07-31", "2022-08-31", "first-of-july end-of-july of-2022")]
    [InlineData("2021-01-01", "2021-12-31", "")]
    [InlineData(null, "2022-01-01", "of-2022")]
    [InlineData("2022-12-31", null, "of-2022")]
    [InlineData("2023-01-01", null, "")]
    public async Task A_period_finds_an_entry_of_rough_date_where_they_touch(string? from, string? to, string found)
    {
        var period = (from is null ? "" : $"&from={from}") + (to is null ? "" : $"&to={to}")
            + "&kind=CommunityActivityHeld";

        foreach (var order in new[] { "asc", "desc" })
            foreach (var also in new[] { "", "&q=can+tho", "&city=can-tho", "&knownAt=2999-01-01" })
            {
                var page = (await app.TimelineAsync("cities/can-tho", $"{period}&order={order}{also}"))
                    .Expect(HttpStatusCode.OK);
                Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
                    page.Entries.Select(entry => (string)entry!["data"]!["kind"]!).Order());
                var days = page.Entries.Select(entry => (string)entry!["occurredOn"]!).ToArray();
                Assert.Equal(order == "asc" ? days.Order() : days.OrderDescending(), days);
            }

        var summary = (await app.GetAsync($"/v1/timelines/cities/can-tho/summary?{period[1..]}"))
            .Expect(HttpStatusCode.OK).Json;
        Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, (int)summary["total"]!);
    }

    [Fact]
    public async Task An_entry_without_a_date_is_in_no_period()
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        (await own.PostAsync("/v1/community-activities", new JsonObject
        {
            ["precision"] = "Unknown",
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("can-tho"),
            ["kind"] = "Trao quà",
        })).Expect(HttpStatusCode.Created);

        Assert.Contains("CommunityActivityHeld", (await own.TimelineAsync("cities/can-tho")).Kinds);
        foreach (var period in new[] { "&to=2999-01-01", "&from=0001-01-01", "&from=0001-01-01&to=2999-01-01" })
            Assert.Equal(["MemberJoined"], (await own.TimelineAsync("cities/can-tho", period)).Kinds);
        var export = await CommandRun.OfAsync(own.ConnectionString, "export", "--to", "2999-01-01");
        Assert.DoesNotContain("community-activity-held", export.Output, StringComparison.Ordinal);
        Assert.Contains("member-joined", export.Output, StringComparison.Ordinal);
    }

    /// <summary>Cần Thơ has three entries whose dates are known to the month or to the year.</summary>
    public sealed class App : EstablishedApp
    {
        protected override async Task ArrangeAsync()
        {
            foreach (var (kind, day, precision) in new[]
            {
                ("first-of-july", "2022-07-01", "Month"), ("end-of-july", "2022-07-31", "Month"),
                ("of-2022", "2022-05-01", "Year"),
            })
                (await PostAsync("/v1/community-activities", new JsonObject
                {
                    ["occurredOn"] = day,
                    ["precision"] = precision,
                    ["clusterId"] = Scenarios.Cluster,
                    ["cityIds"] = new JsonArray("can-tho"),
                    ["kind"] = kind,
                })).Expect(HttpStatusCode.Created);
        }
    }
}
