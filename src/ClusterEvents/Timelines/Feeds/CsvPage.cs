using System.Text;
using System.Text.Json;

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

    /// <summary>A spreadsheet would run a text that begins like a formula; an apostrophe in front keeps it a text.</summary>
    private static string Harmless(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠' ? "'" + cell : cell;

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
