namespace ClusterEvents.Exchange.Sheets.Reading;

/// <summary>The file of a sheet: an Excel workbook, or a table of separated values.</summary>
public static class SheetFile
{
    public const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public const string TableType = "text/csv";

    /// <summary>Reads the first visible sheet of a workbook, or the table.</summary>
    /// <param name="bytes">The file. What it is follows from its bytes, because its name may mislead.</param>
    /// <param name="rows">The number of rows, if there are too many; null otherwise.</param>
    /// <returns>The sheet; null if the file cannot be read.</returns>
    public static Sheet? TryRead(byte[] bytes, out int? rows)
    {
        rows = null;
        try
        {
            return IsWorkbook(bytes) ? XlsxSheet.Read(bytes) : CsvSheet.Read(bytes);
        }
        catch (UnreadableSheetException fault)
        {
            rows = fault.Rows;
            return null;
        }
    }

    /// <summary>Whether a file is a ZIP archive, as workbooks are.</summary>
    public static bool IsWorkbook(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8);
}
