using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>Entries are retracted, reinstated and disputed on pages, with what is typed never lost.</summary>
public sealed class ChangePagesTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task An_entry_is_retracted_with_its_reason_and_once_however_often_the_form_is_sent()
    {
        var id = await RecordedAsync();
        var entry = (await app.GetAsync($"/vi/activities/{id}")).Expect(HttpStatusCode.OK);
        Assert.Contains($"/vi/activities/{id}/retract\"", entry.Text, StringComparison.Ordinal);
        var form = (await HtmlForm.OpenAsync(app, $"/vi/activities/{id}/retract"))
            .Set("why", "twice").Set("reason", "Trùng với mục ghi hôm trước.");
        Assert.Contains("không còn hiện trên 4 dòng thời gian: Cần Thơ, Đà Nẵng", form.Html, StringComparison.Ordinal);

        var done = (await form.SendAsync(app)).Expect(HttpStatusCode.OK);
        (await form.SendAsync(app)).Expect(HttpStatusCode.OK);

        Assert.Contains("Đã ghi: Rút lại.", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/vi/activities/{id}/retract\"", done.Text, StringComparison.Ordinal);
        Assert.Contains($"/vi/activities/{id}/reinstate\"", done.Text, StringComparison.Ordinal);
        var now = await EntryAsync(id);
        Assert.True((bool)now["retracted"]!);
        Assert.Equal("Đã ghi hai lần. Trùng với mục ghi hôm trước.",
            (string?)Assert.Single(now["corrections"]!.AsArray())!["reason"]);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_once_beside_its_field_and_what_was_typed_is_kept()
    {
        var id = await RecordedAsync();

        var refused = (await (await HtmlForm.OpenAsync(app, $"/vi/activities/{id}/retract"))
            .Set("reason", "Đã hỏi lại đơn vị").SendAsync(app)).Expect(HttpStatusCode.BadRequest);

        Assert.Contains("<title>Lỗi: 1 chỗ cần sửa – Rút lại", refused.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"#why\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Đã hỏi lại đơn vị", HtmlForm.Of(refused)["reason"]);
        (await HtmlForm.Of(refused).Set("why", "other").SendAsync(app)).Expect(HttpStatusCode.OK);
        Assert.True((bool)(await EntryAsync(id))["retracted"]!);
    }

    [Fact]
    public async Task A_retracted_entry_is_reinstated()
    {
        var id = await RecordedAsync();
        await RetractAsync(id);

        var form = await HtmlForm.OpenAsync(app, $"/en/activities/{id}/reinstate");
        Assert.Contains("Ghi nhầm", form.Html, StringComparison.Ordinal);
        (await form.Set("reason", "Đã tìm được biên bản").SendAsync(app)).Expect(HttpStatusCode.OK);

        Assert.False((bool)(await EntryAsync(id))["retracted"]!);
    }

    [Fact]
    public async Task A_city_disputes_an_entry_and_withdraws_that()
    {
        var id = await RecordedAsync();

        (await (await HtmlForm.OpenAsync(app, $"/vi/activities/{id}/dispute"))
            .Set("city", "da-nang").Set("reason", "Đà Nẵng không dự").SendAsync(app)).Expect(HttpStatusCode.OK);
        Assert.True((bool)(await EntryAsync(id))["disputed"]!);
        (await (await HtmlForm.OpenAsync(app, $"/vi/activities/{id}/withdraw"))
            .Set("reason", "Đã đối chiếu").SendAsync(app)).Expect(HttpStatusCode.OK);

        var now = await EntryAsync(id);
        Assert.False((bool)now["disputed"]!);
        Assert.All(now["corrections"]!.AsArray(), mark => Assert.Equal("da-nang", (string?)mark!["data"]!["city"]));
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_when_the_page_opens()
    {
        var id = await RecordedAsync();
        var reinstate = (await app.GetAsync($"/vi/activities/{id}/reinstate")).Expect(HttpStatusCode.OK);
        var withdraw = (await app.GetAsync($"/vi/activities/{id}/withdraw")).Expect(HttpStatusCode.OK);

        Assert.All([reinstate, withdraw], page =>
        {
            Assert.Contains("Không làm được việc này.", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("method=\"post\"", page.Text, StringComparison.Ordinal);
        });
        Assert.Contains("Không địa phương nào đang phản bác mục này.", withdraw.Text, StringComparison.Ordinal);
        (await app.GetAsync($"/vi/activities/{Guid.AllBitsSet}/retract")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_entry_that_changed_meanwhile_is_looked_at_before_it_is_retracted()
    {
        var id = await RecordedAsync();
        var form = (await HtmlForm.OpenAsync(app, $"/vi/activities/{id}/retract"))
            .Set("why", "never").Set("reason", "Không có");
        await CorrectAsync(id, "place", "Nhà tưởng niệm", "Quảng trường", "Sửa nơi làm lễ");

        var met = (await form.SendAsync(app)).Expect(HttpStatusCode.PreconditionFailed);

        Assert.Contains("Sửa nơi làm lễ", met.Text, StringComparison.Ordinal);
        Assert.Contains("Quảng trường", met.Text, StringComparison.Ordinal);
        Assert.False((bool)(await EntryAsync(id))["retracted"]!);
        (await HtmlForm.Of(met).SendAsync(app)).Expect(HttpStatusCode.OK);
        Assert.True((bool)(await EntryAsync(id))["retracted"]!);
    }

    [Fact]
    public async Task A_form_without_its_token_records_nothing_and_keeps_what_was_typed()
    {
        var id = await RecordedAsync();

        var again = (await (await HtmlForm.OpenAsync(app, $"/vi/activities/{id}/retract"))
            .Set("__token", "x").Set("why", "other").Set("reason", "Vẫn còn đây").SendAsync(app))
            .Expect(HttpStatusCode.BadRequest);

        Assert.Equal("Vẫn còn đây", HtmlForm.Of(again)["reason"]);
        Assert.False((bool)(await EntryAsync(id))["retracted"]!);
    }

    private async Task<string> RecordedAsync() =>
        (string)(await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created).Json["activityId"]!;

    private async Task RetractAsync(string id) =>
        (await app.PostAsync($"/v1/activities/{id}/retraction", new { reason = "Ghi nhầm" }))
            .Expect(HttpStatusCode.Created);

    private async Task CorrectAsync(string id, string field, string old, string value, string reason) =>
        (await app.PostAsync($"/v1/activities/{id}/corrections", new JsonObject
        {
            ["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["old"] = old, ["new"] = value }),
            ["reason"] = reason,
        })).Expect(HttpStatusCode.Created);

    private async Task<JsonNode> EntryAsync(string id) =>
        (await app.GetAsync($"/v1/activities/{id}")).Expect(HttpStatusCode.OK).Json;
}
