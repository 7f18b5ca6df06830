using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Views;

/// <summary>What is shown follows the order in which things occurred, whatever was recorded first.</summary>
public sealed class RecordingOrderTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Remarks_are_listed_as_they_were_made()
    {
        var meeting = $"/v1/meetings/{(await app.GivenMeetingAsync()).Split('/')[1]}";
        foreach (var (kind, hint) in new[] { ("Closing", 9), ("Opening", 1) })
            (await app.PostAsync($"{meeting}/remarks", new JsonObject
            {
                ["occurredOn"] = Scenarios.Today,
                ["sequenceHint"] = hint,
                ["cityIds"] = new JsonArray("can-tho"),
                ["kind"] = kind,
                ["person"] = new JsonObject { ["name"] = "Nguyễn Văn A" },
            })).Expect(HttpStatusCode.Created);

        Assert.Equal(["Opening", "Closing"], (await app.GetAsync(meeting)).Json["remarks"]!.AsArray()
            .Select(one => (string)one!["kind"]!));
    }

    [Fact]
    public async Task Tributes_are_listed_as_they_were_paid()
    {
        const string ceremony = "ceremony/in-order";
        foreach (var (kind, day) in new[] { ("incense-offered", "2022-07-28"), ("flowers-offered", "2022-07-27") })
            (await app.PostEventAsync(Scenarios.Event(kind, ceremony, new JsonObject
            {
                ["occurredOn"] = day,
                ["clusterId"] = Scenarios.Cluster,
                ["honouree"] = "Chủ tịch Hồ Chí Minh",
                ["place"] = "Nhà lưu niệm",
                ["participants"] = new JsonArray("can-tho"),
            }))).Expect(HttpStatusCode.Created);

        Assert.Equal(["Flowers", "Incense"], (await app.GetAsync("/v1/ceremonies/in-order")).Json["tributes"]!.AsArray()
            .Select(one => (string)one!["kind"]!));
    }

    [Fact]
    public async Task A_city_goes_by_its_name_of_today_whatever_name_was_recorded_last()
    {
        await app.GivenCityAsync("moi", "Đầu", "95");
        foreach (var (name, day) in new[] { ("Sau", "2024-02-01"), ("Giữa", "2023-05-01"), ("Mai sau", "2099-01-01") })
            (await app.PostAsync("/v1/cities/moi/names", new JsonObject
            {
                ["occurredOn"] = "2023-01-01",
                ["name"] = name,
                ["effectiveOn"] = day,
                ["legalBasis"] = "Nghị quyết",
            })).Expect(HttpStatusCode.Created);

        Assert.Equal("Sau", (string)(await app.TimelineAsync("cities/moi")).Json["title"]!);
        Assert.Equal("Sau", (string)(await app.GetAsync("/v1/timelines/cities/moi/summary")).Json["title"]!);
        Assert.Equal("Sau", (string)(await app.GetAsync("/v1/audit/replay/cities/moi")).Json["title"]!);
        var table = (await app.GetAsync("/v1/timelines/cities/moi.csv")).Expect(HttpStatusCode.OK);
        Assert.Contains(",Sau,", table.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(",Giữa,", table.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_merged_city_still_owes_is_marked_with_the_city_that_continues()
    {
        await app.GivenCityAsync("hai-duong", "Hải Dương", "30");
        await app.GivenMemberAsync("hai-duong", "2020-01-01");
        var directive = (await app.PostAsync("/v1/directives", new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["clusterId"] = Scenarios.Cluster,
            ["issuer"] = new JsonObject { ["name"] = "Bộ Công an" },
            ["basis"] = "Plan",
            ["summary"] = "Việc",
            ["addressees"] = new JsonArray("can-tho", "hai-duong"),
        })).Expect(HttpStatusCode.Created).Stream!;
        var target = (await app.PostAsync("/v1/targets", new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("can-tho", "hai-duong"),
            ["metric"] = "Vụ",
            ["operator"] = "AtMost",
            ["value"] = "10",
            ["unit"] = "Cases",
            ["dueOn"] = "2025-12-31",
        })).Expect(HttpStatusCode.Created).Stream!;
        (await app.PostAsync("/v1/cities/hai-phong/mergers", new JsonObject
        {
            ["occurredOn"] = "2025-07-01",
            ["successor"] = "hai-phong",
            ["predecessors"] = new JsonArray("hai-duong"),
            ["effectiveOn"] = "2025-07-01",
            ["legalBasis"] = "Nghị quyết",
        })).Expect(HttpStatusCode.Created);

        var addressees =
            (await app.GetAsync($"/v1/directives/{directive.Split('/')[1]}")).Json["addressees"]!.AsArray();
        var cities = (await app.GetAsync($"/v1/targets/{target.Split('/')[1]}")).Json["cities"]!.AsArray();
        foreach (var list in new[] { addressees, cities })
            Assert.Equal([null, "hai-phong"], list.OrderBy(one => (string)one!["cityId"]!, StringComparer.Ordinal)
                .Select(one => (string?)one!["mergedInto"]));
    }

    [Fact]
    public async Task A_retracted_city_is_no_member()
    {
        var registered = (await app.PostEventAsync(Scenarios.Event("city-registered", "city/hue", new JsonObject
        {
            ["name"] = "Huế",
            ["gsoCode"] = "46",
        }))).Expect(HttpStatusCode.Created);
        await app.GivenMemberAsync("hue", "2020-01-01");
        (await app.PostAsync($"/v1/activities/{registered.Json["activityId"]}/retraction", new { Reason = "Nhầm" }))
            .Expect(HttpStatusCode.Created);

        var cluster = (await app.GetAsync($"/v1/clusters/{Scenarios.Cluster}?on=2022-07-29")).Json;
        Assert.DoesNotContain("hue", cluster["members"]!.AsArray().Select(one => (string?)one!["cityId"]));
        var all = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        Assert.DoesNotContain("hue", (await app.GetAsync($"/v1/activities/{all.Json["activityId"]}")).Json["cityIds"]!
            .AsArray().Select(city => (string?)city));
    }
}
