using System.Text;
using System.Text.Json;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>
/// Writes a page as comma-separated values (RFC 4180) with a header row. Values that are not scalars, such as the
/// event's own fields, are JSON in one cell.
/// </summary>
internal static class CsvPage
{
    private static readonly string[] Fields =
    [
        "activityId", "kind", "stream", "occurredOn", "dayPart", "precision", "assertion", "scope", "cityIds",
        "campaignIds", "recordedAt", "recordedBy", "corrected", "retracted", "sources", "data",
    ];

    /// <summary>Characters that start a formula; some spreadsheets treat the full-width forms alike.</summary>
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

        // Without a byte order mark spreadsheets assume a legacy code page and garble Vietnamese text.
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

    /// <summary>Prefixes text that a spreadsheet would run as a formula with an apostrophe.</summary>
    private static string Harmless(string cell) => cell is [var first, ..] && Signs.Contains(first) ? "'" + cell : cell;

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
