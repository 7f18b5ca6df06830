using System.Globalization;
using System.Net;
using System.Text;
using CsvHelper;
using Microsoft.VisualBasic.FileIO;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

[Collection<OnFeeds>]
public sealed class CsvTests(FeedApp app)
{
    private const string CanTho = "/v1/timelines/cities/can-tho.csv";

    [Fact]
    public async Task The_rows_are_the_entries_in_their_order()
    {
        var entries = (await app.TimelineAsync("cities/can-tho")).Entries;
        var rows = await RowsAsync(language: "en");

        Assert.Equal(entries.Count, rows.Count);
        foreach (var (entry, row) in entries.Zip(rows))
        {
            Assert.Equal((string)entry!["activityId"]!, row["Activity id"]);
            Assert.Equal((string)entry["stream"]!, row["Stream"]);
            Assert.Equal((bool)entry["corrected"]! ? "Yes" : "No", row["Corrected"]);
            Assert.Equal((string?)entry["dayPart"] ?? "", row["Part of day"]);
        }

        var ascending = await RowsAsync("?order=asc", "en");
        Assert.Equal(rows.Select(row => row["Activity id"]).Reverse(), ascending.Select(row => row["Activity id"]));
    }

    [Fact]
    public async Task A_row_says_in_words_what_a_reader_looks_for()
    {
        var row = Row(await RowsAsync(), "awkward");

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Ngày"] = "29/07/2022",
                ["Đến ngày"] = "",
                ["Buổi"] = "Buổi sáng",
                ["Giờ"] = "",
                ["Độ chính xác của ngày"] = "Đúng ngày",
                ["Loại việc"] = "Dâng hoa",
                ["Tiêu đề"] = "Dâng hoa tưởng nhớ Chủ tịch Hồ Chí Minh",
                ["Tóm tắt"] = FeedApp.Awkward,
                ["Địa phương"] = "Cần Thơ; Đà Nẵng",
                ["Phong trào"] = "Vì an ninh Tổ quốc 2022",
                ["Cụm"] = "Cụm thi đua số 1",
                ["Phạm vi"] = "Cả cụm",
                ["Căn cứ"] = "Nguồn nêu rõ",
                ["Địa điểm"] = FeedApp.Awkward,
                ["Nguồn: nơi công bố"] = "Báo Công an nhân dân",
                ["Người ghi"] = "local-developer",
                ["Đã đính chính"] = "Không",
                ["Bị phản bác"] = "Không",
                ["Đã rút lại"] = "Không",
                ["Mã hoạt động"] = app.Ids["awkward"],
            }.OrderBy(cell => cell.Key, StringComparer.Ordinal),
            row.Where(cell => cell.Value.Length > 0 || cell.Key is "Đến ngày" or "Giờ")
                .Where(cell => cell.Key is not ("Ghi lúc" or "Mã chuỗi sự kiện"))
                .OrderBy(cell => cell.Key, StringComparer.Ordinal));
        Assert.Equal("20/12/2022", Row(await RowsAsync(), "planned")["Ngày dự kiến"]);
    }

    [Fact]
    public async Task The_time_of_recording_is_that_of_Vietnam()
    {
        var entry = (await app.TimelineAsync("cities/can-tho")).Entries
            .Single(one => (string?)one!["activityId"] == app.Ids["awkward"])!;
        var instant = (DateTimeOffset)entry["recordedAt"]!;

        Assert.Equal(instant.ToOffset(TimeSpan.FromHours(7)).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture),
            Row(await RowsAsync(), "awkward")["Ghi lúc"]);
        Assert.Equal(
            instant.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            (await RowsAsync(language: "en")).Single(row => row["Activity id"] == app.Ids["awkward"])["Recorded at"]);
    }

    [Theory]
    [InlineData("month", "07/2022", "Trong tháng")]
    [InlineData("year", "2022", "Trong năm")]
    [InlineData("unknown", "", "Không rõ ngày")]
    public async Task A_day_is_shown_as_exactly_as_it_is_known(string name, string day, string precision)
    {
        var row = Row(await RowsAsync(), name);
        Assert.Equal((day, precision), (row["Ngày"], row["Độ chính xác của ngày"]));
    }

    [Fact]
    public async Task Sources_are_in_the_same_order_in_each_column()
    {
        var row = Row(await RowsAsync(), "linked");

        Assert.Equal("javascript:alert(1); https://example.com/bai", row["Nguồn: địa chỉ"]);
        Assert.Equal("Sổ trực ban", Row(await RowsAsync(), "noted")["Nguồn: tiêu đề"]);
    }

    [Fact]
    public async Task A_retracted_entry_is_a_row_only_where_it_is_asked_for()
    {
        Assert.DoesNotContain(await RowsAsync(), row => row["Mã hoạt động"] == app.Ids["retracted"]);
        Assert.Equal("Có", Row(await RowsAsync("?include=retracted"), "retracted")["Đã rút lại"]);
    }

    [Fact]
    public async Task No_cell_is_JSON() => Assert.All(await RowsAsync(), row => Assert.All(row.Values, cell =>
    {
        Assert.DoesNotContain('{', cell);
        Assert.DoesNotContain('[', cell);
    }));

    [Fact]
    public async Task A_text_that_a_spreadsheet_would_run_stays_a_text() =>
        Assert.Equal("'" + FeedApp.Formula, Row(await RowsAsync(), "formula")["Địa điểm"]);

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task No_cell_is_a_formula_whatever_the_separator(char separator)
    {
        var text = (await app.GetAsync(CanTho)).Expect(HttpStatusCode.OK).Text;

        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            MalformedData = CsvMalformedDataHandling.Recover,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
        });
        while (reader.Read())
            Assert.All(reader.Current.ToArray(), cell => Assert.DoesNotMatch("^[\\s\"]*[=+\\-@＝＋－＠]", cell));
    }

    [Fact]
    public async Task Both_readers_of_tables_read_the_same()
    {
        var text = (await app.GetAsync(CanTho)).Expect(HttpStatusCode.OK).Text;
        using var other = new TextFieldParser(new StringReader(text)) { TrimWhiteSpace = false };
        other.SetDelimiters(",");
        var header = other.ReadFields()!;

        foreach (var row in await RowsAsync())
            Assert.Equal(header.Zip(other.ReadFields()!), row.Select(cell => (cell.Key, cell.Value)));
        Assert.True(other.EndOfData);
    }

    [Fact]
    public async Task It_is_UTF_8_marked_for_spreadsheets_with_lines_that_end_as_the_standard_says()
    {
        var bytes = await app.Http.GetByteArrayAsync(CanTho, TestApp.Cancel);

        Assert.Equal(Encoding.UTF8.Preamble, bytes.AsSpan(0, 3));
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(letter => letter == '\n'), text.Count(letter => letter == '\r'));
    }

    private Dictionary<string, string> Row(List<Dictionary<string, string>> rows, string name) =>
        rows.Single(row => row["Mã hoạt động"] == app.Ids[name]);

    private async Task<List<Dictionary<string, string>>> RowsAsync(string query = "", string language = "vi") =>
        Rows((await app.GetAsync(CanTho + query, ("Accept-Language", language))).Expect(HttpStatusCode.OK).Text);

    private static List<Dictionary<string, string>> Rows(string csv)
    {
        using var reader = CsvReader.FromText(csv, new CsvReaderOptions { Separator = ',' });
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read()) rows.Add(reader.Current.ToDictionary()!);
        return rows;
    }
}
