using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.Timelines.Feeds;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

public sealed class DueDayTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task The_due_day_of_a_directive_moves_with_it_and_is_cancelled_by_its_revocation()
    {
        var stream = (await app.PostAsync("/v1/directives", new
        {
            OccurredOn = "2022-02-01",
            ClusterId = Scenarios.Cluster,
            CityIds = new[] { "can-tho" },
            Issuer = new { Name = "Bộ Công an" },
            Basis = "Plan",
            Summary = "Hoàn thành báo cáo",
            Addressees = new[] { "can-tho" },
            DueOn = "2022-03-01",
        })).Expect(HttpStatusCode.Created).Stream!;
        var due = await OnlyAsync("can-tho", stream);
        await FollowAsync(stream, "amendments", new
        {
            CityIds = new[] { "can-tho" },
            OccurredOn = "2022-02-02",
            NewDueOn = "2022-04-01",
            Reason = "Thêm thời gian"
        });
        var moved = await OnlyAsync("can-tho", stream);
        await FollowAsync(stream, "revocation",
            new { CityIds = new[] { "can-tho" }, OccurredOn = "2022-02-03", Reason = "Trùng" });
        var revoked = await OnlyAsync("can-tho", stream);

        Assert.Equal(
            [
                ("2022-03-01", EventStatus.Confirmed), ("2022-04-01", EventStatus.Confirmed),
                ("2022-04-01", EventStatus.Cancelled),
            ],
            new[] { due, moved, revoked }.Select(one => (Day(one), one.Status)));
        Assert.Single(new[] { due.Uid, moved.Uid, revoked.Uid }.Distinct());
        Assert.True(due.Sequence < moved.Sequence && moved.Sequence < revoked.Sequence);
        Assert.Equal("Hạn chỉ đạo: Hoàn thành báo cáo", due.Summary);
        Assert.True(due.IsAllDay);
        Assert.Equal($"/vi/directives/{stream["directive/".Length..]}", due.Url?.AbsolutePath);
    }

    [Fact]
    public async Task A_target_is_due_for_each_city_on_its_own_day()
    {
        var stream = (await app.PostAsync("/v1/targets", Target("2022-12-31"))).Expect(HttpStatusCode.Created).Stream!;
        var before = await OnlyAsync("can-tho", stream);
        var revised = Target("2022-11-30");
        (revised["city"], revised["scope"], revised["cityIds"]) = ("can-tho", "City", new JsonArray("can-tho"));
        await FollowAsync(stream, "revisions", revised);

        var own = await OnlyAsync("can-tho", stream);
        var other = await OnlyAsync("da-nang", stream);
        var all = await EventsAsync("campaigns", Scenarios.Campaign, stream);

        Assert.Equal(("2022-12-31", "2022-11-30", "2022-12-31"), (Day(before), Day(own), Day(other)));
        Assert.Equal(before.Uid, own.Uid);
        Assert.True(own.Sequence > before.Sequence);
        Assert.Equal(["2022-11-30", "2022-12-31"], all.Select(Day).Order(StringComparer.Ordinal));
        Assert.Equal(2, all.Select(one => one.Uid).Distinct().Count());
        Assert.Equal("Hạn chỉ tiêu: Tỷ lệ điều tra", own.Summary);
        Assert.StartsWith("/vi/activities/", own.Url?.AbsolutePath, StringComparison.Ordinal);
    }

    private static JsonObject Target(string dueOn) => new()
    {
        ["occurredOn"] = "2022-02-01",
        ["clusterId"] = Scenarios.Cluster,
        ["scope"] = "Cluster",
        ["campaignIds"] = new JsonArray(Scenarios.Campaign),
        ["metric"] = "Tỷ lệ điều tra",
        ["operator"] = "AtLeast",
        ["value"] = "90",
        ["unit"] = "Percent",
        ["dueOn"] = dueOn,
    };

    private async Task FollowAsync(string stream, string what, object body) =>
        (await app.PostAsync($"/v1/{stream.Replace("/", "s/", StringComparison.Ordinal)}/{what}", body))
            .Expect(HttpStatusCode.Created);

    private async Task<CalendarEvent> OnlyAsync(string city, string stream) =>
        Assert.Single(await EventsAsync("cities", city, stream));

    private async Task<CalendarEvent[]> EventsAsync(string kind, string id, string stream)
    {
        var newest = (await app.TimelineAsync($"{kind}/{id}")).Expect(HttpStatusCode.OK).Position;
        var calendar = Calendar.Load((await app.GetAsync($"/v1/timelines/{kind}/{id}.ics?atLeast={newest}"))
            .Expect(HttpStatusCode.OK).Text)!;
        string[] own = [.. new[] { "due", "due can-tho", "due da-nang" }
            .Select(name => FeedAddress.IdOf($"{stream} {name}").ToString())];
        return [.. calendar.Events.Where(one => own.Contains(one.Uid))];
    }

    private static string Day(CalendarEvent one) => $"{one.Start!.Date:yyyy-MM-dd}";
}
