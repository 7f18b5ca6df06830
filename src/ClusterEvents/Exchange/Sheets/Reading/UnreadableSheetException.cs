namespace ClusterEvents.Exchange.Sheets.Reading;

/// <summary>A file cannot be read as a sheet. It does not leave <see cref="SheetFile"/>, which answers with a
/// rejection.</summary>
internal sealed class UnreadableSheetException : Exception
{
    private UnreadableSheetException(string message, int? rows = null) : base(message) => Rows = rows;

    /// <summary>The number of rows, if there are too many; null if the file is at fault otherwise.</summary>
    public int? Rows { get; }

    public static UnreadableSheetException Because(string reason) => new(reason);

    public static UnreadableSheetException TooManyRows(int rows) => new("too many rows", rows);
}
