using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Views;

namespace ClusterEvents.Pages.Monthly;

/// <summary>
/// The values of one month or of several: the targets of a campaign by the cities that are to meet them.
/// </summary>
/// <param name="Campaign">The campaign edition; null if there is none.</param>
/// <param name="Month">The first day of the first month.</param>
/// <param name="Through">The first day of the last month; the same for one month.</param>
/// <param name="By">Who fills it in.</param>
public sealed record MonthlySheet(CampaignView? Campaign, DateOnly Month, DateOnly Through, Recorder By)
{
    /// <summary>The most months that are entered at once.</summary>
    public const int MostMonths = 12;

    /// <summary>
    /// The most cells of a sheet of several months, which are recorded as one batch: a batch may have 1,000 events.
    /// </summary>
    public const int MostCells = 900;

    /// <summary>The editions that can be chosen.</summary>
    public required IReadOnlyList<CampaignView> Campaigns { get; init; }

    /// <summary>The months of the edition that have ended, the latest first.</summary>
    public required IReadOnlyList<DateOnly> Months { get; init; }

    /// <summary>The columns: cities in the order of their names.</summary>
    public required IReadOnlyList<(CityId City, string Name)> Cities { get; init; }

    public required IReadOnlyList<MonthlySheetRow> Rows { get; init; }

    /// <summary>Whether it has more than one month; each value is then as of the last day of its month.</summary>
    public bool HasSeveralMonths => Month < Through;

    public DateOnly LastDay => LastDayOf(Through);

    public static DateOnly LastDayOf(DateOnly month) => month.AddMonths(1).AddDays(-1);

    public IEnumerable<MonthlyCell> Cells => Rows.SelectMany(row => row.Cells);

    /// <summary>The cell with a name; null if there is none.</summary>
    public MonthlyCell? Find(string name) => Cells.FirstOrDefault(cell => cell.Name == name);

    public string NameOf(CityId city) => Cities.First(one => one.City == city).Name;
}
