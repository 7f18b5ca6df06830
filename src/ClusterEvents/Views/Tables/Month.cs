using System.Globalization;

namespace ClusterEvents.Views.Tables;

/// <summary>A month of a year.</summary>
/// <param name="First">Its first day.</param>
internal readonly record struct Month(DateOnly First)
{
    /// <summary>The month of a day.</summary>
    public static Month Of(DateOnly day) => new(new DateOnly(day.Year, day.Month, 1));

    /// <summary>A month such as <c>2022-07</c>; null for any other text.</summary>
    public static Month? Parse(string? text) => DateOnly.TryParseExact(
        text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? new(first) : null;
}
