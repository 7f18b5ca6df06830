namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>A file of tables that is written while its rows are read.</summary>
internal interface ITableFile : IAsyncDisposable
{
    /// <summary>Whether it holds more than one table.</summary>
    bool HasSheets { get; }

    /// <summary>Begins a table with its headers.</summary>
    Task BeginAsync(string sheet, IReadOnlyList<TableColumn> columns, CancellationToken cancel);

    /// <summary>Adds a row to the table that was begun last.</summary>
    ValueTask AddAsync(IEnumerable<CellValue> row, CancellationToken cancel);

    /// <summary>Sends what was added.</summary>
    Task FlushAsync(CancellationToken cancel);

    /// <summary>Writes what follows the last row.</summary>
    Task FinishAsync(CancellationToken cancel);
}
