using CsvHelper;

namespace ClusterEvents.Exchange.Sheets.Reading;

/// <summary>Reads a table of separated values (RFC 4180) whose separator is a comma, a semicolon or a tab.</summary>
internal static class CsvSheet
{
    private const string Separators = ",;\t";

    /// <exception cref="UnreadableSheetException">The file is no table, or too long.</exception>
    public static Sheet Read(ReadOnlySpan<byte> bytes)
    {
        var text = TextDecoding.Decode(bytes);
        // Excel writes the separator into a first line such as `sep=;`, which it does not show.
        var hinted = text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4
            && Separators.Contains(text[4]) ? text[4] : (char?)null;
        if (hinted is not null) text = text[Math.Max(5, text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        try
        {
            return Read(text, hinted ?? SeparatorOf(text));
        }
        catch (CsvFormatException fault)
        {
            throw UnreadableSheetException.Because(fault.Message);
        }
    }

    private static Sheet Read(string text, char separator)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            // Empty rows count, as spreadsheets show them.
            SkipEmptyLines = false,
            MaxRecordSize = 1 << 20,
        });
        var rows = new RowCollector();
        for (var number = 1; reader.Read(); number++)
        {
            var cells = new List<SheetCell>(Math.Min(reader.FieldCount, Sheet.MostColumns));
            for (var column = 0; column < reader.FieldCount; column++)
                cells.Add(new(reader.GetString(column).Trim()));
            rows.Add(number, cells);
        }

        return rows.Build(null);
    }

    /// <summary>The separator that the first line with any contains most often, outside of quotes.</summary>
    private static char SeparatorOf(string text)
    {
        var counts = new int[Separators.Length];
        var quoted = false;
        foreach (var letter in text)
        {
            if (letter == '"') quoted = !quoted;
            if (quoted) continue;
            if (letter is '\n' or '\r' && counts.Any(count => count > 0)) break;
            if (Separators.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var place) counts[place]++;
        }

        return Separators[Array.IndexOf(counts, counts.Max())];
    }
}
