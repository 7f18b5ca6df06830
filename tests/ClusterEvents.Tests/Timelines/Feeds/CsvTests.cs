using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.VisualBasic.FileIO;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

[Collection<OnFeeds>]
public sealed class CsvTests(FeedApp app)
{
    [Fact]
    public async Task The_rows_equal_the_entries_of_the_page()
    {
        var entries = (await app.TimelineAsync("cities/can-tho", "&include=corrections")).Entries;
        var rows = await RowsAsync();

        Assert.Equal(entries.Count, rows.Count);
        foreach (var (entry, row) in entries.Zip(rows))
        {
            foreach (var field in new[] { "activityId", "kind", "stream", "occurredOn", "dayPart", "title" })
                Assert.Equal((string?)entry![field] ?? "", row[field]);
            Assert.Equal((bool)entry!["corrected"]!, bool.Parse(row["corrected"]));
            Assert.Equal(entry["cityIds"]!.AsArray().Select(city => (string)city!), row["cityIds"].Split(' '));
            Assert.True(JsonNode.DeepEquals(entry["data"], JsonNode.Parse(row["data"])));
            Assert.Equal(entry["corrections"]!.AsArray().Count, row["corrections"].Length == 0 ? 0
                : JsonNode.Parse(row["corrections"])!.AsArray().Count);
        }
    }

    [Fact]
    public async Task Vietnamese_quotes_and_commas_arrive_as_they_were_recorded()
    {
        var row = (await RowsAsync()).Single(row => row["activityId"] == app.Ids["awkward"]);

        Assert.Equal(FeedApp.Awkward, row["summary"]);
        Assert.Equal("Dâng hoa tưởng nhớ Chủ tịch Hồ Chí Minh", row["title"]);
    }

    [Fact]
    public async Task A_text_that_a_spreadsheet_would_run_stays_a_text() =>
        Assert.Equal("'" + FeedApp.Formula,
            (await RowsAsync()).Single(row => row["activityId"] == app.Ids["formula"])["summary"]);

    [Fact]
    public async Task It_is_UTF_8_marked_for_spreadsheets_with_lines_that_end_as_the_standard_says()
    {
        var bytes = await app.Http.GetByteArrayAsync("/v1/timelines/cities/can-tho.csv", TestApp.Cancel);

        Assert.Equal(Encoding.UTF8.Preamble, bytes.AsSpan(0, 3));
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(letter => letter == '\n'), text.Count(letter => letter == '\r'));
    }

    [Fact]
    public async Task The_pages_of_the_file_are_linked_and_hold_every_entry_once()
    {
        var all = (await app.TimelineAsync("cities/can-tho", "&order=asc")).Entries
            .Select(entry => (string)entry!["activityId"]!);

        var read = new List<string>();
        var next = "/v1/timelines/cities/can-tho.csv?limit=2&order=asc";
        while (next is not null)
        {
            var answer = (await app.GetAsync(next)).Expect(HttpStatusCode.OK);
            read.AddRange(Rows(answer.Text).Select(row => row["activityId"]));
            next = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
            Assert.DoesNotContain("/can-tho?", next ?? "", StringComparison.Ordinal);
        }

        Assert.Equal(all, read);
    }

    private async Task<List<Dictionary<string, string>>> RowsAsync() =>
        Rows((await app.GetAsync("/v1/timelines/cities/can-tho.csv?limit=200")).Expect(HttpStatusCode.OK).Text);

    private static List<Dictionary<string, string>> Rows(string csv)
    {
        using var parser = new TextFieldParser(new StringReader(csv)) { TrimWhiteSpace = false };
        parser.SetDelimiters(",");
        var header = parser.ReadFields()!;
        var rows = new List<Dictionary<string, string>>();
        while (!parser.EndOfData)
            rows.Add(header.Zip(parser.ReadFields()!).ToDictionary(cell => cell.First, cell => cell.Second));
        return rows;
    }
}
