using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>The values of a month are entered in one table, and recorded all or none.</summary>
public sealed class MonthlyTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const string June = $"/vi/monthly?campaign={Scenarios.Campaign}&month=2022-06";

    [Fact]
    public async Task A_sheet_is_recorded_all_or_none_and_once()
    {
        await SetAsync("kham-pha-an", "Tỷ lệ khám phá án");
        await SetAsync("tin-bao", "Tỷ lệ giải quyết tin báo");
        await ReportAsync("kham-pha-an", "can-tho", "71.0", "2022-05-31");
        var open = await HtmlForm.OpenAsync(app, June);
        Assert.Contains("tháng 5/2022: 71,0", open.Html, StringComparison.Ordinal);
        var workbook = $"/v1/campaigns/{Scenarios.Campaign}/monthly.xlsx?month=2022-06";
        Assert.Contains($"href=\"{workbook}\"", open.Html, StringComparison.Ordinal);
        (await app.GetAsync(workbook)).Expect(HttpStatusCode.OK);

        var refused = (await open.Set("v.kham-pha-an.can-tho.2022-06", "72,5")
            .Set("v.tin-bao.da-nang.2022-06", "7,25,0")
            .Set("source", "Báo cáo tháng 6").SendAsync(app, "record")).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("href=\"#v.tin-bao.da-nang.2022-06\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Tỷ lệ giải quyết tin báo, Đà Nẵng", refused.Text, StringComparison.Ordinal);
        Assert.Null(await ValueAsync("kham-pha-an", "can-tho", "2022-06-30"));

        var review = (await HtmlForm.Of(refused).Set("v.tin-bao.da-nang.2022-06", "91,4").SendAsync(app, "review"))
            .Expect(HttpStatusCode.OK);
        Assert.Contains("Ghi 2 số liệu vào sổ", review.Text, StringComparison.Ordinal);
        var form = HtmlForm.Of(review);
        var done = (await form.SendAsync(app, "record")).Expect(HttpStatusCode.OK);
        (await form.SendAsync(app, "record")).Expect(HttpStatusCode.OK);

        Assert.Contains("Đã ghi 2 số liệu.", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"v.kham-pha-an.can-tho.2022-06\"", done.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"v.kham-pha-an.da-nang.2022-06\"", done.Text, StringComparison.Ordinal);
        Assert.Equal("72.5", await ValueAsync("kham-pha-an", "can-tho", "2022-06-30"));
        Assert.Equal("91.4", await ValueAsync("tin-bao", "da-nang", "2022-06-30"));
        Assert.Equal(2, (await ValuesAsync("kham-pha-an", "can-tho")).Count);
    }

    [Fact]
    public async Task A_cell_that_somebody_else_recorded_meanwhile_is_not_written_over()
    {
        await SetAsync("an-ninh-co-so", "Số mô hình an ninh cơ sở");
        var form = (await HtmlForm.OpenAsync(app, June)).Set("v.an-ninh-co-so.can-tho.2022-06", "33")
            .Set("v.an-ninh-co-so.da-nang.2022-06", "34");
        await ReportAsync("an-ninh-co-so", "can-tho", "30", "2022-06-30");

        var refused = (await form.SendAsync(app, "record")).Expect(HttpStatusCode.BadRequest);

        Assert.Contains("Số của bạn không ghi đè lên", refused.Text, StringComparison.Ordinal);
        Assert.Null(await ValueAsync("an-ninh-co-so", "da-nang", "2022-06-30"));
        Assert.Equal("34", HtmlForm.Of(refused)["v.an-ninh-co-so.da-nang.2022-06"]);
    }

    [Fact]
    public async Task A_rule_of_the_record_is_told_at_its_cell()
    {
        await SetAsync("ho-so", "Hồ sơ đúng hạn");
        (await app.PostAsync("/v1/targets/ho-so/met", new JsonObject
        {
            ["occurredOn"] = "2022-07-15",
            ["city"] = "can-tho",
            ["finalValue"] = "99",
        })).Expect(HttpStatusCode.Created);

        var august = (await app.GetAsync($"/vi/monthly?campaign={Scenarios.Campaign}&month=2022-08"))
            .Expect(HttpStatusCode.OK);

        Assert.DoesNotContain("name=\"v.ho-so.can-tho.2022-08\"", august.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"v.ho-so.da-nang.2022-08\"", august.Text, StringComparison.Ordinal);
        Assert.Contains("đã có kết quả cuối", august.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_months_are_recorded_at_once_each_on_its_last_day()
    {
        await SetAsync("nua-nam", "Tỷ lệ hồ sơ số hóa");
        await ReportAsync("nua-nam", "can-tho", "12", "2022-02-28");
        var half = $"/vi/monthly?campaign={Scenarios.Campaign}&month=2022-01&through=2022-06";
        var open = await HtmlForm.OpenAsync(app, half);
        Assert.Contains("từ tháng 1/2022 đến tháng 6/2022", open.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"asOf\"", open.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"v.nua-nam.can-tho.2022-02\"", open.Html, StringComparison.Ordinal);
        string[] months = ["2022-01", "2022-03", "2022-04", "2022-05", "2022-06"];
        foreach (var (at, month) in months.Index()) open.Set($"v.nua-nam.can-tho.{month}", $"{at + 11},5");

        var refused = (await open.Set("v.nua-nam.da-nang.2022-03", "x").SendAsync(app, "record"))
            .Expect(HttpStatusCode.BadRequest);
        Assert.Contains("Tỷ lệ hồ sơ số hóa, Đà Nẵng, tháng 3/2022", refused.Text, StringComparison.Ordinal);
        var done = (await HtmlForm.Of(refused).Set("v.nua-nam.da-nang.2022-03", "").SendAsync(app, "record"))
            .Expect(HttpStatusCode.OK);

        Assert.Contains("Đã ghi 5 số liệu.", done.Text, StringComparison.Ordinal);
        Assert.Contains("từ tháng 1/2022 đến tháng 6/2022", done.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["2022-01-31 11.5", "2022-02-28 12", "2022-03-31 12.5", "2022-04-30 13.5",
                "2022-05-31 14.5", "2022-06-30 15.5"],
            (await ValuesAsync("nua-nam", "can-tho")).Select(one => $"{one!["asOf"]} {one["value"]}"));
    }

    [Theory]
    [InlineData("2022-05", "2022-02", "tháng 5/2022<")]
    [InlineData("2022-05", "never", "tháng 5/2022<")]
    [InlineData("2022-01", "2022-12", "từ tháng 1/2022 đến tháng 12/2022<")]
    public async Task A_last_month_that_is_none_is_left_out(string month, string through, string title)
    {
        var page = (await app.GetAsync($"/vi/monthly?campaign={Scenarios.Campaign}&month={month}&through={through}"))
            .Expect(HttpStatusCode.OK);

        Assert.Contains($"<h1>Số liệu chỉ tiêu {title}", WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
    }

    private async Task SetAsync(string id, string metric) =>
        (await app.PostAsync($"/v1/targets?stream=target/{id}", new JsonObject
        {
            ["occurredOn"] = "2022-01-10",
            ["clusterId"] = Scenarios.Cluster,
            ["scope"] = "Cluster",
            ["campaignIds"] = new JsonArray(Scenarios.Campaign),
            ["metric"] = metric,
            ["operator"] = "AtLeast",
            ["value"] = "75",
            ["unit"] = "Percent",
            ["dueOn"] = "2022-12-15",
        })).Expect(HttpStatusCode.Created);

    private async Task ReportAsync(string target, string city, string value, string asOf) =>
        (await app.PostAsync($"/v1/targets/{target}/progress", new JsonObject
        {
            ["occurredOn"] = asOf,
            ["city"] = city,
            ["value"] = value,
            ["asOf"] = asOf,
        })).Expect(HttpStatusCode.Created);

    private async Task<JsonArray> ValuesAsync(string target, string city) =>
        (await app.GetAsync($"/v1/targets/{target}")).Expect(HttpStatusCode.OK).Json["cities"]!.AsArray()
            .Single(one => (string?)one!["cityId"] == city)!["values"]!.AsArray();

    private async Task<string?> ValueAsync(string target, string city, string asOf) =>
        (string?)(await ValuesAsync(target, city)).SingleOrDefault(one => (string?)one!["asOf"] == asOf)?["value"];
}
