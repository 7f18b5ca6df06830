using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Pages.Monthly;

/// <summary>A row of the sheet: a target in a month, with a cell for each city.</summary>
/// <param name="Target">Its stream.</param>
/// <param name="Month">The first day of the month.</param>
/// <param name="Goal">What is to be met; that of the first city, where they differ.</param>
/// <param name="Cells">A cell for each column.</param>
public sealed record MonthlySheetRow(
    StreamKey Target, DateOnly Month, Goal Goal, IReadOnlyList<MonthlyCell> Cells);
