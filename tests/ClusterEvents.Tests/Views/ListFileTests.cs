using System.Net;
using ClusterEvents.Tests.Timelines.Feeds;
using CsvHelper;
using Xunit;

namespace ClusterEvents.Tests.Views;

/// <summary>What the lists look like as tables.</summary>
public sealed partial class ListTests
{
    [Theory]
    [InlineData("cities", "Địa phương|Tên gọi", "dia-phuong")]
    [InlineData("clusters", "Cụm", "cum")]
    [InlineData("campaigns", "Phong trào", "phong-trao")]
    [InlineData("meetings", "Hội nghị|Phát biểu", "hoi-nghi")]
    [InlineData("ceremonies", "Tri ân", "tri-an")]
    [InlineData("directives", "Chỉ đạo|Điều chỉnh", "chi-dao")]
    [InlineData("targets", "Chỉ tiêu|Số liệu", "chi-tieu")]
    [InlineData("commendations", "Khen thưởng", "khen-thuong")]
    public async Task A_list_is_the_same_table_as_workbook_and_as_CSV(string list, string sheets, string name)
    {
        var book = Sheets.Of(await app.Http.GetByteArrayAsync($"/v1/{list}.xlsx", TestApp.Cancel));
        var csv = (await app.GetAsync($"/v1/{list}.csv")).Expect(HttpStatusCode.OK);

        Assert.Equal(sheets.Split('|'), book.All.Keys);
        Assert.Equal($"attachment; filename={name}.csv", csv.ContentHeaders.ContentDisposition?.ToString());
        using var reader = CsvReader.FromText(csv.Text, new CsvReaderOptions { Separator = ',' });
        var rows = new List<IReadOnlyDictionary<string, string?>>();
        while (reader.Read()) rows.Add(reader.Current.ToDictionary()!);
        Assert.Equal(book.First.Rows.Count, rows.Count);
        foreach (var (row, line) in book.First.Rows.Zip(rows))
            Assert.Equal(book.First.Headers.Select(header => row[header] switch
            {
                DateTime day => $"{day:dd'/'MM'/'yyyy}",
                double number => number.ToString(System.Globalization.CultureInfo.GetCultureInfo("vi")),
                var text => (string?)text ?? "",
            }), line.Values.Select((text, column) => row[book.First.Headers[column]] is double
                ? text!.Contains(',') ? text.TrimEnd('0').TrimEnd(',') : text : text ?? ""));
        (await app.GetAsync($"/v1/{list}.pdf")).Refused(HttpStatusCode.NotAcceptable, "not-acceptable");
    }

    [Fact]
    public async Task The_values_of_targets_are_numbers_on_a_sheet_of_their_own()
    {
        var book = Sheets.Of(await app.Http.GetByteArrayAsync("/v1/targets.xlsx", TestApp.Cancel));

        Assert.Equal([(new DateTime(2022, 3, 31), 70.5), (new DateTime(2022, 6, 30), 80.5)],
            book.All["Số liệu"].Rows.Select(row => ((DateTime)row["Tính đến ngày"]!, (double)row["Số liệu"]!)));
    }

    [Fact]
    public async Task A_file_has_the_filters_of_its_list_and_no_pages()
    {
        var rows = (await app.GetAsync("/v1/directives.csv?city=da-nang")).Expect(HttpStatusCode.OK)
            .Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var listed = (await app.GetAsync("/v1/directives?city=da-nang")).Json["items"]!.AsArray();

        Assert.Equal(listed.Sum(one => one!["addressees"]!.AsArray().Count), rows.Length - 1);
        (await app.GetAsync("/v1/directives.csv?limit=5")).Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.GetAsync("/v1/directives.csv?status=done")).Refused(HttpStatusCode.BadRequest, "invalid-request");
        var first = (await app.GetAsync("/v1/directives.CSV", ("Accept-Language", "en"))).Expect(HttpStatusCode.OK);
        Assert.StartsWith("Issued,Directive", first.Text, StringComparison.Ordinal);
        (await app.GetAsync(
            "/v1/directives.CSV", ("Accept-Language", "en"), ("If-None-Match", first.Headers.ETag!.Tag)))
            .Expect(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task The_monthly_sheet_has_a_row_a_target_and_a_column_a_city()
    {
        var all = Sheets.Of(await app.Http.GetByteArrayAsync(
            $"/v1/campaigns/{Scenarios.Campaign}/monthly.xlsx", TestApp.Cancel)).First;
        var june = Sheets.Of(await app.Http.GetByteArrayAsync(
            $"/v1/campaigns/{Scenarios.Campaign}/monthly.xlsx?month=2022-06", TestApp.Cancel)).First;

        Assert.Equal(["03/2022", "06/2022"], all.Rows.Select(row => row["Tháng"]));
        Assert.Equal((80.5, null), (Assert.Single(june.Rows)["Cần Thơ"], june.Rows[0]["Đà Nẵng"]));
        (await app.GetAsync($"/v1/campaigns/{Scenarios.Campaign}/monthly.csv?month=6"))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.GetAsync("/v1/campaigns/khong-co/monthly.csv")).Refused(HttpStatusCode.NotFound, "unknown-campaign");
    }
}
