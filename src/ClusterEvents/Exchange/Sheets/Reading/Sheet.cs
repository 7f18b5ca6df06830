namespace ClusterEvents.Exchange.Sheets.Reading;

/// <summary>A table as its sender sees it: a row of headers, and rows below it.</summary>
/// <param name="Name">The name of the sheet in its workbook; null for a file without sheets.</param>
/// <param name="Header">The first row that is not empty.</param>
/// <param name="Rows">The rows below that are not empty, in their order.</param>
public sealed record Sheet(string? Name, SheetRow Header, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>The maximum number of rows below the header.</summary>
    public const int MostRows = 5_000;

    /// <summary>The maximum number of columns.</summary>
    public const int MostColumns = 256;

    /// <summary>The maximum size of a file, in bytes (10 MiB).</summary>
    public const int LargestFile = 10 << 20;

    /// <summary>The address of a cell as spreadsheets show it: <c>B14</c>.</summary>
    /// <param name="column">The number of the column, from 0.</param>
    /// <param name="row">The number of the row, from 1.</param>
    public static string AddressOf(int column, int row)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + (rest - 1) % 26) + letters;
        return $"{letters}{row}";
    }
}

/// <summary>A row of a sheet.</summary>
/// <param name="Number">Its number as spreadsheets show it, from 1; empty rows count.</param>
/// <param name="Cells">Its cells from the first column on; trailing empty ones are left out.</param>
public sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells)
{
    /// <summary>The cell of a column; an empty one beyond the last.</summary>
    public SheetCell this[int column] => column < Cells.Count ? Cells[column] : SheetCell.Empty;

    public bool IsEmpty => Cells.All(cell => cell.IsEmpty);
}

/// <summary>What a cell shows.</summary>
/// <param name="Text">Its text, without white space around it; a day as dd/MM/yyyy, a time as HH:mm.</param>
/// <param name="Number">Its number, if the file keeps a number and not a text, a day or a time.</param>
public readonly record struct SheetCell(string Text, decimal? Number = null)
{
    public static readonly SheetCell Empty = new("");

    public bool IsEmpty => string.IsNullOrEmpty(Text);
}
