using System.Buffers;
using System.Globalization;
using System.Text;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>
/// Writes rows of comma-separated values (RFC 4180) that no spreadsheet runs as formulas, whichever separator it
/// splits them at.
/// </summary>
internal static class CsvRow
{
    /// <summary>Characters that start a formula; some spreadsheets treat the full-width forms alike.</summary>
    private const string Signs = "=+-@＝＋－＠";

    /// <summary>Characters at which a spreadsheet may begin another cell.</summary>
    private const string Separators = ",;|\t\r\n";

    /// <summary>Characters for which a cell is quoted.</summary>
    private static readonly SearchValues<char> ToQuote = SearchValues.Create("\",;\t\r\n");

    public static void Append(StringBuilder csv, IEnumerable<string?> cells) =>
        csv.AppendJoin(',', cells.Select(cell => Quoted(Harmless(cell ?? "")))).Append("\r\n");

    /// <summary>
    /// Puts an apostrophe before each sign that a spreadsheet could take for the beginning of a formula: at the
    /// beginning of the text or after a separator, whatever blanks and quotes lie between, and after a blank if a
    /// formula follows at once.
    /// </summary>
    internal static string Harmless(string cell)
    {
        var text = new StringBuilder(cell.Length + 1);
        // A spreadsheet drops a leading tab or carriage return, and what follows begins the cell.
        if (cell is ['\t' or '\r', ..]) text.Append('\'');
        var (begins, blank) = (true, false);
        foreach (var (at, letter) in cell.Index())
        {
            var dangerous = Signs.Contains(letter) && (begins || (blank && !IsBlank(cell, at + 1)));
            if (dangerous) text.Append('\'');
            text.Append(letter);
            var skipped = IsBlank(cell, at) || letter is '"' or '\'';
            begins = Separators.Contains(letter) || (begins && skipped);
            blank = IsBlank(cell, at) || (blank && skipped);
        }

        return text.ToString();
    }

    /// <summary>Whether there is nothing to see at a place: white space, an invisible character, or the end.</summary>
    private static bool IsBlank(string text, int at) => at >= text.Length || char.IsWhiteSpace(text[at])
        || char.GetUnicodeCategory(text, at) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(ToQuote) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
