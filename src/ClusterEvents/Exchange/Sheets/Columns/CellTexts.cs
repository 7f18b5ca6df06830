using System.Globalization;
using ClusterEvents.Exchange.Sheets.Reading;

namespace ClusterEvents.Exchange.Sheets.Columns;

/// <summary>The texts of a cell for its field, as people would write them into a form.</summary>
internal static class CellTexts
{
    /// <summary>
    /// The first number that stands for a day where the format of the cell does not say so: 4 October 1954. Smaller
    /// ones are years.
    /// </summary>
    private const decimal FirstDay = 20_000;

    /// <summary>Texts that mean all members of the cluster in a column of cities.</summary>
    private static readonly string[] Everyone = ["ca-cum", "toan-cum", "tat-ca", "whole-cluster", "all-members", "all"];

    public static bool MeansWholeCluster(SheetColumn column, SheetCell cell) =>
        column.Path == "cityIds" && Everyone.Contains(KindColumns.KeyOf(cell.Text));

    public static string[] Of(SheetColumn column, SheetCell cell)
    {
        var type = column.ValueType;
        if (cell.Number is { } number) return [OfNumber(type, number) ?? cell.Text];
        // Cities and campaigns are split where they are read; texts of a list may contain commas.
        return column.Field is { IsList: true, Inner: null, IsSet: false }
            ? cell.Text.Split([';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [cell.Text];
    }

    private static string? OfNumber(Type? type, decimal number)
    {
        if ((type == typeof(DateOnly) || type == typeof(DateTimeOffset)) && number >= FirstDay)
            return XlsxCells.DayOf(number) is { } day ? $"{day:dd'/'MM'/'yyyy}" : null;
        if (type == typeof(TimeOnly) && number is >= 0 and < 1)
            return $"{TimeOnly.MinValue.AddMinutes(Math.Round((double)number * 1_440)):HH':'mm}";
        // 1.234 as a text could mean a thousand. One digit more, and it cannot.
        return type == typeof(decimal) && number.Scale == 3
            ? number.ToString("0.0000", CultureInfo.InvariantCulture) : null;
    }
}
