using System.IO.Pipelines;
using System.Text;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>A table as comma-separated values, with a header row.</summary>
internal sealed class CsvFile(PipeWriter output, Language language) : ITableFile
{
    // Without a byte order mark spreadsheets assume a legacy code page and garble Vietnamese text.
    private readonly StringBuilder _csv = new("\uFEFF");

    public bool HasSheets => false;

    public Task BeginAsync(string sheet, IReadOnlyList<TableColumn> columns, CancellationToken cancel)
    {
        CsvRow.Append(_csv, columns.Select(column => column.Header(language)));
        return Task.CompletedTask;
    }

    public ValueTask AddAsync(IEnumerable<CellValue> row, CancellationToken cancel)
    {
        CsvRow.Append(_csv, row.Select(cell => cell.In(language)));
        return ValueTask.CompletedTask;
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        Encoding.UTF8.GetBytes(_csv.ToString(), output);
        _csv.Clear();
        await output.FlushAsync(cancel);
    }

    public Task FinishAsync(CancellationToken cancel) => FlushAsync(cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
