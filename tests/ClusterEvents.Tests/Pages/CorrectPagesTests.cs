using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>An entry is corrected in its own form: what differs is recorded, with the values that stood.</summary>
public sealed class CorrectPagesTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    public static TheoryData<string> Kinds => SliceTests.Kinds;

    [Fact]
    public async Task What_differs_is_reviewed_and_recorded_with_what_stood()
    {
        var id = await RecordedAsync();

        var review = (await (await OpenAsync(id)).Set("place", "Quảng trường").Set("because", "Ghi nhầm nơi")
            .SendAsync(app, "review")).Expect(HttpStatusCode.OK);
        Assert.Contains("1 ô sẽ đổi", review.Text, StringComparison.Ordinal);
        Assert.Contains("Nhà tưởng niệm", review.Text, StringComparison.Ordinal);
        Assert.Contains("Quảng trường", review.Text, StringComparison.Ordinal);
        var form = HtmlForm.Of(review);
        var done = (await form.SendAsync(app, "record")).Expect(HttpStatusCode.OK);
        (await form.SendAsync(app, "record")).Expect(HttpStatusCode.OK);

        Assert.Contains("Đã ghi: Đính chính.", done.Text, StringComparison.Ordinal);
        var mark = Assert.Single((await EntryAsync(id))["corrections"]!.AsArray())!;
        var change = Assert.Single(mark["data"]!["changes"]!.AsArray())!;
        Assert.Equal(("place", "Nhà tưởng niệm", "Quảng trường"),
            ((string?)change["field"], (string?)change["old"], (string?)change["new"]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_form_that_is_sent_as_it_was_filled_in_changes_nothing(string kind)
    {
        var sample = Samples.Of(kind);
        await app.GivenWhatItNeedsAsync(sample);
        var id = (string)(await app.PostAsync(sample.Route, sample.Data)).Expect(HttpStatusCode.Created)
            .Json["activityId"]!;
        var page = await app.GetAsync($"/vi/activities/{id}/correct");
        if (kind == "DirectiveOverdue")
        {
            page.Expect(HttpStatusCode.NotFound);
            return;
        }

        var same = (await HtmlForm.Of(page.Expect(HttpStatusCode.OK)).Set("because", "Không sửa gì")
            .SendAsync(app, "review")).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Contains("Chưa có ô nào khác với điều đang ghi.", same.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_city_moves_in_one_correction_with_all_that_names_it()
    {
        var visit = Scenarios.Flowers();
        visit["data"]!["scope"] = "City";
        visit["data"]!["cityIds"] = new JsonArray("can-tho");
        visit["data"]!["participants"] = new JsonArray("can-tho");
        var id = (string)(await app.PostEventAsync(visit)).Expect(HttpStatusCode.Created).Json["activityId"]!;

        var review = (await (await OpenAsync(id)).Set("all", "no").Set("participants", "da-nang")
            .Set("because", "Nhầm địa phương").SendAsync(app, "review")).Expect(HttpStatusCode.OK);
        var told = HtmlForm.Of(review).Html;
        Assert.Matches("với dấu “Đã đính chính”: Đà Nẵng", told);
        Assert.Matches("Không còn hiện ở</dt><dd><b>Cần Thơ</b>", told);
        (await HtmlForm.Of(review).SendAsync(app, "record")).Expect(HttpStatusCode.OK);

        var now = await EntryAsync(id);
        Assert.Equal("[\"da-nang\"]", now["cityIds"]!.ToJsonString());
        Assert.Equal("[\"da-nang\"]", now["data"]!["participants"]!.ToJsonString());
        Assert.Single(now["corrections"]!.AsArray());
    }

    [Fact]
    public async Task A_correction_met_by_another_shows_three_columns_and_writes_over_nothing()
    {
        var id = await RecordedAsync();
        var form = (await OpenAsync(id)).Set("place", "Nơi của tôi").Set("because", "Theo biên bản");
        (await app.PostAsync($"/v1/activities/{id}/corrections", new JsonObject
        {
            ["changes"] = new JsonArray(
                new JsonObject { ["field"] = "place", ["old"] = "Nhà tưởng niệm", ["new"] = "Nơi của người khác" },
                new JsonObject
                {
                    ["field"] = "honouree",
                    ["old"] = "Chủ tịch Hồ Chí Minh",
                    ["new"] = "Các anh hùng liệt sĩ",
                }),
            ["reason"] = "Theo văn bản",
        })).Expect(HttpStatusCode.Created);

        var newer = (await form.SendAsync(app, "record")).Expect(HttpStatusCode.Conflict);
        foreach (var value in new[]
        {
            "Nhà tưởng niệm", "Nơi của người khác", "Nơi của tôi", "Các anh hùng liệt sĩ", "hai bên cùng sửa",
        })
            Assert.Contains(value, newer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"pick.honouree\"", newer.Text, StringComparison.Ordinal);
        var review = (await HtmlForm.Of(newer).Set("pick.place", "mine").SendAsync(app, "review"))
            .Expect(HttpStatusCode.OK);
        (await HtmlForm.Of(review).SendAsync(app, "record")).Expect(HttpStatusCode.OK);

        var now = await EntryAsync(id);
        Assert.Equal(("Nơi của tôi", "Các anh hùng liệt sĩ"),
            ((string?)now["data"]!["place"], (string?)now["data"]!["honouree"]));
        Assert.Equal("Nơi của người khác",
            (string?)Assert.Single(now["corrections"]![1]!["data"]!["changes"]!.AsArray())!["old"]);
    }

    [Fact]
    public async Task A_thing_that_an_entry_refers_to_is_found_and_called_by_its_name()
    {
        var key = (await app.PostAsync("/v1/meetings", Meeting("Hội trường Đà Nẵng")))
            .Expect(HttpStatusCode.Created).Stream!;
        var id = await RecordedAsync();
        await app.TimelineAsync($"clusters/{Scenarios.Cluster}");

        var found = (await (await OpenAsync(id)).Set("place", "Quảng trường").Set("find", "relatedTo")
            .Set("q", "da nang").SendAsync(app)).Expect(HttpStatusCode.OK);
        Assert.Contains("Hội trường Đà Nẵng", WebUtility.HtmlDecode(found.Text), StringComparison.Ordinal);
        var chosen = (await HtmlForm.Of(found).Set("relatedTo", key).SendAsync(app, "take")).Expect(HttpStatusCode.OK);
        Assert.Equal("Quảng trường", HtmlForm.Of(chosen)["place"]);
        var review = HtmlForm.Of((await HtmlForm.Of(chosen).Set("because", "Cùng ngày hội nghị")
            .SendAsync(app, "review")).Expect(HttpStatusCode.OK));

        Assert.Contains("2 ô sẽ đổi", review.Html, StringComparison.Ordinal);
        Assert.Contains("Hội trường Đà Nẵng", review.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($">{key}<", review.Html, StringComparison.Ordinal);
        (await review.SendAsync(app, "record")).Expect(HttpStatusCode.OK);
        Assert.Equal(key, (string?)(await EntryAsync(id))["data"]!["relatedTo"]);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_beside_its_field_and_kept()
    {
        var id = await RecordedAsync();

        var refused = (await (await OpenAsync(id)).Set("occurredOn", "31/02/2022").SendAsync(app, "review"))
            .Expect(HttpStatusCode.BadRequest);

        Assert.Contains("href=\"#occurredOn\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"#because\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal("31/02/2022", HtmlForm.Of(refused)["occurredOn"]);
    }

    private Task<HtmlForm> OpenAsync(string id) => HtmlForm.OpenAsync(app, $"/vi/activities/{id}/correct");

    private async Task<string> RecordedAsync() =>
        (string)(await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created).Json["activityId"]!;

    private static JsonObject Meeting(string venue)
    {
        var meeting = Scenarios.Meeting();
        meeting["venue"] = venue;
        return meeting;
    }

    private async Task<JsonNode> EntryAsync(string id) =>
        (await app.GetAsync($"/v1/activities/{id}")).Expect(HttpStatusCode.OK).Json;
}
