using System.IO.Pipelines;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>
/// Tables as the sheets of a workbook (Office Open XML), each with a frozen header and a filter. Texts are stored as
/// texts, so that none of them is ever a formula.
/// </summary>
internal sealed class Workbook : ITableFile
{
    /// <summary>The number of rows that a sheet holds; a longer table continues on another one.</summary>
    public const int RowsOfSheet = 1_048_576;

    /// <summary>The number of characters that a cell holds.</summary>
    private const int LongestText = 32_767;

    /// <summary>The first day from which on all spreadsheets count days alike.</summary>
    private static readonly DateOnly FirstDay = new(1900, 3, 1);

    private readonly Spreadsheet _book;
    private readonly PipeWriter _output;
    private readonly Language _language;
    private readonly int _rowsOfSheet;
    private readonly StyleId _header;
    private readonly StyleId _day;
    private readonly StyleId _time;
    private readonly StyleId _instant;
    private (string Name, IReadOnlyList<TableColumn> Columns, int Part) _sheet = ("", [], 0);
    private StyledCell[] _row = [];

    private Workbook(Spreadsheet book, PipeWriter output, Language language, int rowsOfSheet)
    {
        (_book, _output, _language, _rowsOfSheet) = (book, output, language, rowsOfSheet);
        _header = book.AddStyle(new Style
        {
            Font = new() { Bold = true },
            Fill = new() { Color = System.Drawing.Color.FromArgb(0xF1, 0xEC, 0xE2) },
            Alignment = new() { Vertical = VerticalAlignment.Center, WrapText = true },
        });
        _day = Formatted(language.In("dd/mm/yyyy", "yyyy-mm-dd"));
        _time = Formatted("hh:mm");
        _instant = Formatted(language.In("dd/mm/yyyy hh:mm", "yyyy-mm-dd hh:mm \"+07:00\""));

        StyleId Formatted(string format) => book.AddStyle(new Style { Format = NumberFormat.Custom(format) });
    }

    public bool HasSheets => true;

    public static async Task<Workbook> CreateAsync(
        PipeWriter output, Language language, CancellationToken cancel, int rowsOfSheet = RowsOfSheet) => new(
        await Spreadsheet.CreateNewAsync(
            output.AsStream(leaveOpen: true), new() { PreserveStringWhitespace = true }, cancel),
        output, language, rowsOfSheet);

    public Task BeginAsync(string sheet, IReadOnlyList<TableColumn> columns, CancellationToken cancel)
    {
        _sheet = (sheet, columns, 1);
        _row = new StyledCell[columns.Count];
        return BeginPartAsync(cancel);
    }

    public async ValueTask AddAsync(IEnumerable<CellValue> row, CancellationToken cancel)
    {
        if (_book.NextRowNumber > _rowsOfSheet)
        {
            _sheet = _sheet with { Part = _sheet.Part + 1 };
            await BeginPartAsync(cancel);
        }

        foreach (var (at, cell) in row.Index()) _row[at] = Cell(cell);
        await _book.AddRowAsync(_row, cancel);
    }

    public async Task FlushAsync(CancellationToken cancel) => await _output.FlushAsync(cancel);

    public async Task FinishAsync(CancellationToken cancel) => await _book.FinishAsync(cancel);

    public ValueTask DisposeAsync() => _book.DisposeAsync();

    private async Task BeginPartAsync(CancellationToken cancel)
    {
        var (name, columns, part) = _sheet;
        // The number of rows is not known yet; the filter reaches to the end of the sheet.
        var options = new WorksheetOptions
        {
            FrozenRows = 1,
            AutoFilter = new($"A1:{Letters(columns.Count)}{_rowsOfSheet}"),
        };
        foreach (var (at, column) in columns.Index()) options.Column(at + 1).Width = column.Width;
        await _book.StartWorksheetAsync(part == 1 ? name : $"{name} ({part})", options, cancel);
        await _book.AddHeaderRowAsync([.. columns.Select(column => column.Header(_language))], _header, cancel);
    }

    private StyledCell Cell(CellValue cell) => cell.Value switch
    {
        null => default,
        decimal number when (decimal)(double)number == number => new(number, null),
        DateOnly day when day >= FirstDay => new(day.ToDateTime(default), _day),
        TimeOnly time => new(time.ToTimeSpan().TotalDays, _time),
        DateTimeOffset instant => new(Clock.Local(instant).DateTime, _instant),
        // Also a number with more digits than spreadsheets keep, and a day before the first that they know.
        _ => new(Text(cell.In(_language)), null),
    };

    private static string Text(string text)
    {
        var allowed = XmlText.Allowed(text);
        return allowed.Length <= LongestText ? allowed : allowed[..(LongestText - 1)] + "…";
    }

    /// <summary>The letters of a column: A to Z, then AA.</summary>
    private static string Letters(int column) =>
        column <= 26 ? $"{(char)('A' + column - 1)}" : Letters((column - 1) / 26) + Letters(((column - 1) % 26) + 1);
}
