using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Targets;
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

    public required IReadOnlyList<MonthlyRow> Rows { get; init; }

    /// <summary>Whether it has more than one month; each value is then as of the last day of its month.</summary>
    public bool HasSeveralMonths => Month < Through;

    public DateOnly LastDay => LastDayOf(Through);

    public static DateOnly LastDayOf(DateOnly month) => month.AddMonths(1).AddDays(-1);

    public IEnumerable<MonthlyCell> Cells => Rows.SelectMany(row => row.Cells);

    /// <summary>The cell with a name; null if there is none.</summary>
    public MonthlyCell? Find(string name) => Cells.FirstOrDefault(cell => cell.Name == name);

    public string NameOf(CityId city) => Cities.First(one => one.City == city).Name;
}

/// <summary>A target in a month.</summary>
/// <param name="Target">Its stream.</param>
/// <param name="Month">The first day of the month.</param>
/// <param name="Goal">What is to be met; that of the first city, where they differ.</param>
/// <param name="Cells">A cell for each column.</param>
public sealed record MonthlyRow(StreamKey Target, DateOnly Month, Goal Goal, IReadOnlyList<MonthlyCell> Cells);

/// <summary>What a cell is.</summary>
public enum CellState
{
    /// <summary>A value can be entered.</summary>
    Open,

    /// <summary>A value of the month is on record.</summary>
    Recorded,

    /// <summary>The target was met or missed by the end of the month.</summary>
    Ended,

    /// <summary>The target is not set for the city.</summary>
    NotSet,

    /// <summary>Another city's, for which this person does not record.</summary>
    Others,
}

/// <summary>The value of one city in a month.</summary>
/// <param name="Target">The target.</param>
/// <param name="Month">The first day of the month.</param>
/// <param name="City">The city.</param>
/// <param name="State">What can be done with it.</param>
public sealed record MonthlyCell(StreamKey Target, DateOnly Month, CityId City, CellState State)
{
    /// <summary>The name and id of its field.</summary>
    public string Name => $"v.{Target.Id}.{City}.{MonthlySheets.TextOf(Month)}";

    /// <summary>What is on record for the month, or the final value.</summary>
    public decimal? Value { get; init; }

    /// <summary>The entry of that value.</summary>
    public Guid? Entry { get; init; }

    public DateOnly? RecordedOn { get; init; }

    /// <summary>The latest value before the month, and its day.</summary>
    public (decimal Value, DateOnly AsOf)? Before { get; init; }
}
