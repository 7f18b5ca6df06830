using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Tests.Recording.Shapes;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>A whole conference on one page.</summary>
public sealed class ConferenceTests(SeededApp app) : IClassFixture<SeededApp>
{
    private static readonly (string, string)[] Conference =
    [
        ("kind", "YearEndReview"), ("venue", "Hội trường Công an thành phố Cần Thơ"), ("hostUnit", "can-tho"),
        ("all", "yes"),
        ("occurredOn", "30/12/2022"), ("dayPart", "Morning"), ("clusterId", "cum-1-bca"),
        ("campaignIds", "vi-an-ninh-to-quoc-2022"), ("rite", "flowers"), ("rite", "incense"),
        ("rite.honouree", "Chủ tịch Hồ Chí Minh"), ("rite.place", "Tượng đài"),
        ("remarks[0].kind", "Opening"), ("remarks[0].person.name", "Nguyễn Văn A"),
        ("remarks[1].kind", "Guiding"), ("remarks[1].person.name", "Trần Văn B"), ("remarks[2].kind", ""),
        ("review.kind", "YearEnd"), ("review.period.from", "1/1/2022"), ("review.period.to", "30/12/2022"),
        ("assessment.items[0].polarity", "Praise"), ("assessment.items[0].topic", "Phối hợp"),
        ("assessment.items[0].text", "Nhịp nhàng"), ("assessment.items[1].polarity", "Praise"),
        ("priorities.items[0]", "Tập trung các chỉ tiêu chưa đạt"), ("priorities.horizon", "Năm 2023"),
        ("directives[0].summary", "Rà soát quy chế"), ("directives[0].dueOn", "31/03/2023"),
        ("sources[0].publisher", "Báo Cần Thơ"),
    ];

    [Fact]
    public async Task It_is_recorded_all_at_once_in_order_and_each_entry_is_linked_to_the_meeting()
    {
        (string, string)[] fields = [.. Conference, ("key", "conference")];

        using var review = await PostAsync([.. fields, ("do", "review")]);
        using var done = await PostAsync([.. fields, ("do", "record")]);
        using var again = await PostAsync([.. fields, ("do", "record")]);

        Assert.Contains("Ghi cả 9 mục vào sổ", await TextAsync(review), StringComparison.Ordinal);
        Assert.True(done.StatusCode == HttpStatusCode.OK, await TextAsync(done));
        var asked = Asked(done);
        Assert.Equal((asked["id"], "1"), (Asked(again)["id"], Asked(again)["again"]));
        // Each of them is shown and leads to its page.
        var shown = await TextAsync(done);
        Assert.Contains("Đã ghi 9 mục vào sổ", shown, StringComparison.Ordinal);
        Assert.Equal(9, asked["id"]!.Split(',').Count(id =>
            shown.Contains($"href=\"/vi/activities/{id}\"", StringComparison.Ordinal)));
        var newest = long.Parse(asked["position"]!, CultureInfo.InvariantCulture);
        var events = (await app.EventsAsync($"after={newest - 9}")).ToDictionary(
            one => $"{one["type"]} {one["data"]!["person"]?["name"]}".Trim()[14..], one => one);
        Assert.Equal(9, events.Count);
        var meeting = (string)events["meeting-held.v2"]["subject"]!;
        Assert.Equal(meeting, (string)events["remarks-delivered.v2 Nguyễn Văn A"]["subject"]!);
        foreach (var kind in new[] { "flowers-offered.v2", "incense-offered.v2", "directive-issued.v2" })
            Assert.Equal(meeting, (string)events[kind]["data"]!["relatedTo"]!);
        Assert.Equal(meeting, (string)events["campaign-reviewed.v2"]["data"]!["meeting"]!);
        Assert.All(events.Values, one => Assert.Equal(
            ("2022-12-30", "Báo Cần Thơ", "Cluster"),
            ((string)one["data"]!["occurredOn"]!, (string)one["data"]!["sources"]![0]!["publisher"]!,
                (string)one["data"]!["scope"]!)));
    }

    /// <summary>Nobody but the office begins a stream under a key that is derived from another recording.</summary>
    [Fact]
    public async Task A_ceremony_is_named_after_its_first_rite_whichever_that_is()
    {
        using var done = await PostAsync(
        [
            .. Conference.Where(field => field != ("rite", "flowers") && field.Item1 != "occurredOn"),
            ("occurredOn", "31/12/2022"), ("key", "incense"), ("do", "record"),
        ]);

        Assert.True(done.StatusCode == HttpStatusCode.OK, await TextAsync(done));
        var incense = Assert.Single(await app.EventsAsync("type=clusterevents.incense-offered.v2"),
            one => (string)one["data"]!["occurredOn"]! == "2022-12-31");
        Assert.Equal($"ceremony/{Identifiers.ActivityId((string)incense["source"]!, (string)incense["id"]!)}",
            (string)incense["subject"]!);
    }

    [Fact]
    public async Task One_fault_keeps_everything_out_and_stands_at_its_field()
    {
        var before = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);

        using var answer = await PostAsync(
        [
            .. Conference.Where(field => field.Item1 != "remarks[0].person.name"), ("remarks[0].gist", "Chào mừng"),
            ("directives[1].dueOn", "1/4/23"), ("key", "faulty"), ("do", "record"),
        ]);

        var page = await TextAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("href=\"#remarks[0].person\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#directives[1].summary\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#directives[1].dueOn\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"1/4/23\"", page, StringComparison.Ordinal);
        Assert.Equal(before, await app.Get<EventReplay>().NewestAsync(TestApp.Cancel));
    }

    private async Task<HttpResponseMessage> PostAsync((string Name, string Value)[] fields)
    {
        var token = (await HtmlForm.OpenAsync(app, "/vi/conference"))[PagePost.Field]!;
        using var content = new FormUrlEncodedContent(
            fields.Append((PagePost.Field, token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await app.Http.PostAsync("/vi/conference", content, TestApp.Cancel);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestApp.Cancel));

    private static Dictionary<string, string?> Asked(HttpResponseMessage answer) =>
        QueryHelpers.ParseQuery(answer.RequestMessage!.RequestUri!.Query)
            .ToDictionary(one => one.Key, one => (string?)one.Value);
}
