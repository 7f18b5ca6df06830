using System.Text;
using System.Text.Json;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>
/// A page as comma-separated values (RFC 4180) with a header row. What is not a plain value, such as the fields of the
/// event itself, stands in its cell as JSON, so that nothing is lost.
/// </summary>
internal static class CsvPage
{
    private static readonly string[] Fields =
    [
        "activityId", "kind", "stream", "occurredOn", "dayPart", "precision", "assertion", "scope", "cityIds",
        "campaignIds", "recordedAt", "recordedBy", "corrected", "retracted", "sources", "data",
    ];

    /// <summary>What formulas begin with; some spreadsheets take the wide forms for the narrow ones.</summary>
    private const string Signs = "=+-@\t\r＝＋－＠";

    public static ReadOnlyMemory<byte> Write(TimelinePage page, PageAddress address)
    {
        var csv = new StringBuilder();
        Row(csv, ["title", "summary", .. Fields, "corrections"]);
        foreach (var entry in page.Entries)
        {
            using var body = JsonDocument.Parse(entry.Body);
            Row(csv, [entry.Title, entry.Summary, .. Fields.Select(field => Cell(body.RootElement, field)),
                entry.Corrections is null or "[]" ? "" : entry.Corrections]);
        }

        // Spreadsheets take a file without the mark for the machine's old code page, and spoil every Vietnamese word.
        return new([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())]);
    }

    private static string Cell(JsonElement body, string field) => !body.TryGetProperty(field, out var value) ? ""
        : value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                string.Join(' ', value.EnumerateArray().Select(item => item.GetString())),
            _ => value.GetRawText(),
        };

    private static void Row(StringBuilder csv, IEnumerable<string> cells) =>
        csv.AppendJoin(',', cells.Select(cell => Quoted(Harmless(cell)))).Append("\r\n");

    /// <summary>A spreadsheet would run what begins like a formula; an apostrophe in front keeps it a text.</summary>
    private static string Harmless(string cell) => cell is [var first, ..] && Signs.Contains(first) ? "'" + cell : cell;

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
