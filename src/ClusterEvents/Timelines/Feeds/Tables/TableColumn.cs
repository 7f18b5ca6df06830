using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Vietnamese">Its header in Vietnamese.</param>
/// <param name="English">Its header in English.</param>
internal record TableColumn(string Vietnamese, string English)
{
    /// <summary>Its width in a workbook, in characters.</summary>
    public double Width { get; init; } = 14;

    public string Header(Language language) => language.In(Vietnamese, English);
}

/// <summary>A column, with the value of its cell in a row.</summary>
internal sealed record TableColumn<TRow>(string Vietnamese, string English, Func<TRow, CellValue> Cell)
    : TableColumn(Vietnamese, English);
