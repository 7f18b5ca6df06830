using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Commendations;

[Collection<OnOwnStreams>]
public sealed class CommendationTests(EstablishedApp app)
{
    [Theory]
    [InlineData("Cờ thi đua của Chính phủ", "2022-12-20")]
    [InlineData("government-emulation-flag", "2022-12-20")]
    [InlineData("Cờ thi đua cấp bộ, ngành, tỉnh, đoàn thể trung ương", "2023-12-31")]
    [InlineData("Cờ thi đua của Bộ, ban, ngành, tỉnh", "2024-01-01")]
    [InlineData("ministry-emulation-flag", "2023-12-31")]
    [InlineData("ministry-emulation-flag", "2024-01-01")]
    [InlineData("Đơn vị quyết thắng", "2004-07-01")]
    [InlineData("Huân chương Chiến công hạng Nhất", "2022-12-20")]
    public async Task A_title_is_one_that_the_law_knew_on_the_day_of_the_decision(string title, string day) =>
        (await AwardAsync(title, day)).Expect(HttpStatusCode.Created);

    [Theory]
    [InlineData("Cờ thi đua của Bộ, ban, ngành, tỉnh", "2023-12-31")]
    [InlineData("Cờ thi đua cấp bộ, ngành, tỉnh, đoàn thể trung ương", "2024-01-01")]
    [InlineData("Đơn vị quyết thắng", "2004-06-30")]
    [InlineData("Cờ thi đua xuất sắc", "2022-12-20")]
    public async Task Any_other_title_is_refused(string title, string day) =>
        (await AwardAsync(title, day)).Refused(HttpStatusCode.UnprocessableEntity, "title-not-in-catalogue");

    [Fact]
    public async Task A_unit_of_no_member_is_not_commended_by_the_cluster() =>
        (await AwardAsync("advanced-unit", "2022-12-20", "hai-phong"))
            .Refused(HttpStatusCode.UnprocessableEntity, "city-not-a-member");

    [Fact]
    public async Task A_decision_is_not_dated_in_the_future() =>
        (await AwardAsync("advanced-unit", "2999-01-01")).Refused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task A_commendation_is_revoked_once_and_stays_on_record()
    {
        var award = (await AwardAsync("advanced-unit", "2022-12-20")).Expect(HttpStatusCode.Created);

        (await RevokeAsync(award.Stream!)).Expect(HttpStatusCode.Created);
        (await RevokeAsync(award.Stream!)).Refused(HttpStatusCode.UnprocessableEntity, "commendation-revoked");

        var view = (await app.GetAsync(PathOf(award.Stream!))).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((true, "99/QĐ", "Đơn vị tiên tiến", "Advanced Unit"),
            ((bool)view["revoked"]!, (string?)view["revocation"]!["decisionNumber"], (string?)view["titleName"],
                (string?)view["titleEnglish"]));
        var kinds = (await app.TimelineAsync("cities/can-tho")).Kinds;
        Assert.Contains("CommendationAwarded", kinds);
        Assert.Contains("CommendationRevoked", kinds);
    }

    [Fact]
    public async Task A_revocation_names_the_award_that_it_is_added_to()
    {
        var award = (await AwardAsync("advanced-unit", "2022-12-20")).Stream!;
        var other = (await AwardAsync("advanced-unit", "2022-12-20")).Stream!;

        (await RevokeAsync(other, names: award)).Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.PostEventAsync(Scenarios.Event("commendation-revoked", other, Revocation(names: award))))
            .Refused(HttpStatusCode.UnprocessableEntity, "names-another-stream");
        (await app.PostEventAsync(Scenarios.Event("commendation-revoked", other, Revocation(names: "meeting/one"))))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await RevokeAsync("commendation/nowhere")).Refused(HttpStatusCode.NotFound, "unknown-commendation");
        (await RevokeAsync(award, names: award)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Commendations_are_listed_by_city_and_by_title_or_its_code()
    {
        await using var alone = new EstablishedApp();
        await alone.InitializeAsync();
        const string Before2024 = "Cờ thi đua cấp bộ, ngành, tỉnh, đoàn thể trung ương";
        var old = (await AwardAsync(Before2024, "2022-12-20", on: alone)).Stream;
        var now = (await AwardAsync("ministry-emulation-flag", "2024-12-20", "da-nang", alone)).Stream;
        var other = (await AwardAsync("Giấy khen", "2023-12-20", on: alone)).Stream;

        async Task ShowsAsync(string query, params string?[] expected) => Assert.Equal(expected,
            (await alone.GetAsync($"/v1/commendations?{query}")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray()
                .Select(item => (string?)item!["stream"]));
        await ShowsAsync("", now, other, old);
        await ShowsAsync("city=can-tho", other, old);
        await ShowsAsync("title=ministry-emulation-flag", now, old);
        await ShowsAsync("title=" + Uri.EscapeDataString("Cờ thi đua của Bộ, ban, ngành, tỉnh"), now, old);
        await ShowsAsync("title=certificate-of-commendation&city=da-nang");
        (await alone.GetAsync("/v1/commendations?title=none")).Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await alone.GetAsync("/v1/commendations/nowhere")).Refused(HttpStatusCode.NotFound, "unknown-commendation");
    }

    private Task<Answer> AwardAsync(string title, string decisionDate, string city = "can-tho", TestApp? on = null) =>
        (on ?? app).PostAsync("/v1/commendations", new JsonObject
        {
            // The recipients are members since 2020; older decisions reached them later.
            ["occurredOn"] = decisionDate[..4] is "2023" or "2024" ? decisionDate : "2022-12-31",
            ["clusterId"] = Scenarios.Cluster,
            ["recipientUnit"] = city,
            ["title"] = title,
            ["level"] = "Bộ Công an",
            ["decisionNumber"] = "15/QĐ",
            ["decisionDate"] = decisionDate,
        });

    private Task<Answer> RevokeAsync(string stream, string? names = null) =>
        app.PostAsync($"{PathOf(stream)}/revocation", Revocation(names));

    private static JsonObject Revocation(string? names)
    {
        var revocation = new JsonObject
        {
            ["occurredOn"] = "2023-06-01",
            ["cityIds"] = new JsonArray("can-tho"),
            ["decisionNumber"] = "99/QĐ",
            ["reason"] = "Thành tích không đúng thực tế",
        };
        if (names is not null) revocation["award"] = names;
        return revocation;
    }

    private static string PathOf(string stream) => $"/v1/commendations/{stream["commendation/".Length..]}";
}
