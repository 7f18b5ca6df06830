using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Reading;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>Which column of a sheet is which field, for each kind of event in it.</summary>
/// <param name="sheet">The sheet.</param>
/// <param name="kind">The kind of all rows; null if each row says its own.</param>
/// <param name="kindColumn">The number of the column with the kind; null if there is none.</param>
/// <param name="kinds">The kinds that may be in it.</param>
internal sealed class SheetLayout(Sheet sheet, ActivityType? kind, int? kindColumn, IReadOnlyList<ActivityType> kinds)
{
    /// <summary>The column that a marked sheet has for its faults, which is left out when it comes back.</summary>
    private static readonly string[] Marks = ["can-sua", "to-correct"];

    private readonly Dictionary<ActivityType, SheetColumn?[]> _columns = [];

    public Sheet Sheet => sheet;

    public ActivityType? Kind => kind;

    public int? KindColumn => kindColumn;

    /// <summary>The header of the column with the faults.</summary>
    public static string MarkIn(Language language) => language.In("Cần sửa", "To correct");

    /// <summary>
    /// The fields of the columns for a kind, by the number of the column; null for one that is no field.
    /// </summary>
    public IReadOnlyList<SheetColumn?> ColumnsOf(ActivityType type)
    {
        if (_columns.TryGetValue(type, out var known)) return known;
        var columns = KindColumns.Of(type);
        return _columns[type] = [.. sheet.Header.Cells.Select((header, index) =>
            header.IsEmpty || IsBeside(index) ? null : columns.Find(header.Text))];
    }

    /// <summary>Whether any kind of event has a field of a column.</summary>
    public bool IsKnown(int index) => kinds.Any(one => ColumnsOf(one).ElementAtOrDefault(index) is not null);

    /// <summary>The columns with cells whose header nothing is known of.</summary>
    public IEnumerable<int> Unknown() =>
        Enumerable.Range(0, sheet.Rows.Select(row => row.Cells.Count).DefaultIfEmpty().Max())
        .Where(index => !IsBeside(index) && !IsKnown(index) && sheet.Rows.Any(row => !row[index].IsEmpty));

    /// <summary>Whether a column holds no field: the kind of the row, or marks of an earlier draft.</summary>
    public bool IsBeside(int index) =>
        index == kindColumn || Marks.Contains(KindColumns.KeyOf(sheet.Header[index].Text));

    /// <summary>
    /// The number of the column of a field, or of one inside of it or around it; null if the sheet has none.
    /// </summary>
    public int? IndexOf(ActivityType type, string path)
    {
        var columns = ColumnsOf(type);
        for (var at = path; at.Length > 0; at = ParentOf(at))
        {
            for (var index = 0; index < columns.Count; index++)
                if (columns[index]?.Path == at) return index;
            for (var index = 0; index < columns.Count; index++)
                if (columns[index] is { } column && IsInside(column.Path, at)) return index;
        }

        return null;
    }

    private static bool IsInside(string path, string outer) => path.Length > outer.Length
        && path.StartsWith(outer, StringComparison.Ordinal) && path[outer.Length] is '.' or '[';

    private static string ParentOf(string path) =>
        path.LastIndexOfAny(['.', '[']) is > 0 and var end ? path[..end] : "";
}
