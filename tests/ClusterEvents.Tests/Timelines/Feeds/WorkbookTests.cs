using System.IO.Pipelines;
using System.Net;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Feeds.Tables;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

[Collection<OnFeeds>]
public sealed class WorkbookTests(FeedApp app)
{
    private const string CanTho = "/v1/timelines/cities/can-tho";
    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Fact]
    public async Task The_rows_are_those_of_the_CSV_in_the_same_columns()
    {
        var csv = FeedIds.OfCsv((await app.GetAsync($"{CanTho}.csv?order=asc")).Text);
        var header = (await app.GetAsync($"{CanTho}.csv")).Text.TrimStart('\uFEFF').Split("\r\n")[0];
        var sheet = (await ReadAsync("?order=asc")).First;

        Assert.Equal(csv, sheet.Rows.Select(row => (string)row["Mã hoạt động"]!));
        Assert.Equal(header, string.Join(',', sheet.Headers.Select(one => one.Contains(',') ? $"\"{one}\"" : one)));
    }

    [Fact]
    public async Task A_day_and_an_instant_are_dates_and_a_rough_day_is_the_text_of_the_timeline()
    {
        var sheet = (await ReadAsync()).First;

        Assert.Equal(new DateTime(2022, 7, 29), Row(sheet, "awkward")["Ngày"]);
        Assert.Equal(new DateTime(2022, 12, 20), Row(sheet, "planned")["Ngày dự kiến"]);
        Assert.Equal(new DateTime(9999, 12, 31), Row(sheet, "last day")["Ngày dự kiến"]);
        Assert.Equal("07/2022", Row(sheet, "month")["Ngày"]);
        Assert.Equal("2022", Row(sheet, "year")["Ngày"]);
        Assert.True(Row(sheet, "unknown")["Ngày"] is null or "");
        var recorded = (DateTimeOffset)(await app.TimelineAsync("cities/can-tho")).Entries
            .Single(one => (string?)one!["activityId"] == app.Ids["awkward"])!["recordedAt"]!;
        Assert.Equal(recorded.ToOffset(TimeSpan.FromHours(7)).DateTime,
            (DateTime)Row(sheet, "awkward")["Ghi lúc"]!, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_text_stays_as_it_was_recorded_and_is_no_formula()
    {
        var sheet = (await ReadAsync()).First;

        Assert.Equal(FeedApp.Formula, Row(sheet, "formula")["Địa điểm"]);
        Assert.Equal(FeedApp.Awkward, Row(sheet, "awkward")["Địa điểm"]);
        Assert.Equal(FeedApp.Nom, Row(sheet, "nom")["Địa điểm"]);
    }

    [Fact]
    public async Task Corrections_are_on_a_second_sheet_with_before_and_after()
    {
        var sheet = (await ReadAsync("?include=retracted")).All["Đính chính"];

        var corrected = sheet.Row("Mã hoạt động", app.Ids["corrected"]);
        Assert.Equal(("Địa điểm", "Nhà tưởng niệm", "Quảng trường"),
            ((string?)corrected["Mục"], (string?)corrected["Trước"], (string?)corrected["Sau"]));
        Assert.Equal("Ghi trùng", sheet.Row("Mã hoạt động", app.Ids["retracted"])["Lý do"]);
        Assert.DoesNotContain(sheet.Rows, row => (string?)row["Mã hoạt động"] == app.Ids["awkward"]);
    }

    [Fact]
    public async Task Headers_are_frozen_filtered_and_in_the_language_of_the_reader()
    {
        var english = await ReadAsync(language: "en");

        Assert.Equal(["Entries", "Corrections"], english.All.Keys);
        Assert.Equal(["Day", "Last day"], english.First.Headers.Take(2));
        Assert.All(english.All.Values, sheet =>
        {
            Assert.True(sheet.HeaderIsFrozen);
            Assert.StartsWith("A1:", sheet.Filter, StringComparison.Ordinal);
            Assert.Equal(sheet.Headers.Count, sheet.Widths.Count);
        });
    }

    [Theory]
    [InlineData(".xlsx", null)]
    [InlineData(".XLSX", "text/html")]
    [InlineData("", MediaType)]
    public async Task It_is_asked_for_by_suffix_or_by_media_type(string suffix, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{CanTho}{suffix}?from=2022-01-01&to=2022-12-31");
        if (accept is not null) request.Headers.Add("Accept", accept);
        using var head = await app.Http.SendAsync(request, TestApp.Cancel);

        Assert.Equal(MediaType, head.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment; filename=can-tho-2022.xlsx", head.Content.Headers.ContentDisposition?.ToString());
        // Its bytes tell when it was written, which is no other content.
        Assert.True(head.Headers.ETag!.IsWeak);
        (await app.GetAsync($"{CanTho}.xlsx?from=2022-01-01&to=2022-12-31",
            ("If-None-Match", $"W/{head.Headers.ETag.Tag}")))
            .Expect(suffix == ".xlsx" ? HttpStatusCode.NotModified : HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("cities/khong-co.xlsx", HttpStatusCode.NotFound, "unknown-city")]
    [InlineData("cities/can-tho.xlsx?limit=50", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task It_is_refused_as_other_files_are(string path, HttpStatusCode status, string code) =>
        (await app.GetAsync($"/v1/timelines/{path}")).Refused(status, code);

    [Fact]
    public async Task A_table_that_is_longer_than_a_sheet_continues_on_another_one()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await using (var book = await Workbook.CreateAsync(
            pipe.Writer, Language.English, TestApp.Cancel, rowsOfSheet: 3))
        {
            await book.BeginAsync("Numbers", [new("Số", "Number")], TestApp.Cancel);
            for (var number = 1; number <= 5; number++) await book.AddAsync([(decimal?)number], TestApp.Cancel);
            await book.FinishAsync(TestApp.Cancel);
        }

        await pipe.Writer.CompleteAsync();
        using var bytes = new MemoryStream();
        await pipe.Reader.CopyToAsync(bytes, TestApp.Cancel);
        var sheets = Sheets.Of(bytes.ToArray());

        Assert.Equal(["Numbers", "Numbers (2)", "Numbers (3)"], sheets.All.Keys);
        Assert.Equal([1.0, 2.0, 3.0, 4.0, 5.0],
            sheets.All.Values.SelectMany(sheet => sheet.Rows).Select(row => (double)row["Number"]!));
    }

    private IReadOnlyDictionary<string, object?> Row(Sheets.Sheet sheet, string name) =>
        sheet.Row("Mã hoạt động", app.Ids[name]);

    private async Task<Sheets> ReadAsync(string query = "", string language = "vi")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{CanTho}.xlsx{query}");
        request.Headers.Add("Accept-Language", language);
        using var answer = await app.Http.SendAsync(request, TestApp.Cancel);
        return Sheets.Of(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(TestApp.Cancel));
    }
}
