using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Feeds.Tables;

namespace ClusterEvents.Views.Tables;

/// <summary>A list as a file of tables.</summary>
/// <param name="Vietnamese">The name of the file in Vietnamese, in ASCII letters.</param>
/// <param name="English">The same in English.</param>
/// <param name="Sheets">Its tables; a file that holds only one has the first.</param>
internal sealed record ListTable<TView>(
    string Vietnamese, string English, params IReadOnlyList<ListSheet<TView>> Sheets);

/// <summary>A table of a list.</summary>
/// <param name="Vietnamese">The name of its sheet in Vietnamese.</param>
/// <param name="English">The same in English.</param>
internal abstract record ListSheet<TView>(string Vietnamese, string English)
{
    public abstract IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The rows of one item of the list.</summary>
    public abstract IEnumerable<IEnumerable<CellValue>> Rows(TView view, Naming naming);

    public string Name(Language language) => language.In(Vietnamese, English);
}

/// <summary>A table of a list.</summary>
/// <param name="Vietnamese">The name of its sheet in Vietnamese.</param>
/// <param name="English">The same in English.</param>
/// <param name="Of">The rows of an item.</param>
/// <param name="All">The columns.</param>
internal sealed record ListSheet<TView, TRow>(
    string Vietnamese, string English, Func<TView, IEnumerable<TRow>> Of, params IReadOnlyList<ListColumn<TRow>> All)
    : ListSheet<TView>(Vietnamese, English)
{
    public override IReadOnlyList<TableColumn> Columns => All;

    public override IEnumerable<IEnumerable<CellValue>> Rows(TView view, Naming naming) =>
        Of(view).Select(row => All.Select(column => column.Cell(row, naming)));
}

/// <summary>A column of a list, with the value of its cell.</summary>
internal sealed record ListColumn<TRow>(string Vietnamese, string English, Func<TRow, Naming, CellValue> Cell)
    : TableColumn(Vietnamese, English);
