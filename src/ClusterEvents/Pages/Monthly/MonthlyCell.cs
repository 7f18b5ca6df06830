using ClusterEvents.Domain.Model;

namespace ClusterEvents.Pages.Monthly;

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
