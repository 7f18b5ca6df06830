namespace ClusterEvents.Exchange.Sheets.Reading;

/// <summary>
/// Collects the rows of a sheet within its limits. It goes on counting beyond them, so that the sender hears how many
/// rows there are.
/// </summary>
internal sealed class RowCollector
{
    private readonly List<SheetRow> _rows = [];
    private int _count;

    /// <exception cref="UnreadableSheetException">The row has too many columns, or comes before an earlier
    /// one.</exception>
    public void Add(int number, List<SheetCell> cells)
    {
        while (cells is [.., { IsEmpty: true }]) cells.RemoveAt(cells.Count - 1);
        if (cells.Count == 0) return;
        if (cells.Count > Sheet.MostColumns) throw UnreadableSheetException.Because("too many columns");
        if (_rows is [.., var last] && number <= last.Number && _count <= Sheet.MostRows)
            throw UnreadableSheetException.Because("rows out of order");
        _count++;
        // The header comes on top of the rows that are counted.
        if (_count <= Sheet.MostRows + 1) _rows.Add(new(number, [.. cells]));
    }

    /// <exception cref="UnreadableSheetException">There are no rows, or too many.</exception>
    public Sheet Build(string? name) => _count switch
    {
        0 => throw UnreadableSheetException.Because("no rows"),
        > Sheet.MostRows + 1 => throw UnreadableSheetException.TooManyRows(_count - 1),
        _ => new(name, _rows[0], [.. _rows.Skip(1)]),
    };
}
