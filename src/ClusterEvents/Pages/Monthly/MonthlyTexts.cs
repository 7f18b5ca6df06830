using System.Globalization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Pages.Monthly;

/// <summary>The words of a sheet.</summary>
internal static class MonthlyTexts
{
    public static string Value(Language language, decimal value) => language.In(value);

    /// <summary>The unit, and what is to be met, below the name of a target.</summary>
    public static string Goal(Language language, Goal goal)
    {
        var unit = goal.Unit switch
        {
            TargetUnit.Percent => "%",
            TargetUnit.Cases => language.In("vụ", "cases"),
            _ => language.In("số lượng", "a number"),
        };
        var value = language.In(goal.Value);
        return unit + " · " + goal.Operator switch
        {
            TargetOperator.AtLeast => language.In($"đạt từ {value} trở lên", $"at least {value}"),
            TargetOperator.AtMost => language.In($"không quá {value}", $"at most {value}"),
            TargetOperator.Equal => language.In($"đúng bằng {value}", $"exactly {value}"),
            _ => language.In($"giảm {value}", $"reduced by {value}"),
        };
    }

    public static string Month(Language language, DateOnly month) =>
        language.In($"tháng {month.Month}/{month.Year}", month.ToString("MMMM yyyy", CultureInfo.InvariantCulture));

    /// <summary>The months of a sheet.</summary>
    public static string Months(Language language, MonthlySheet sheet) => !sheet.HasSeveralMonths
        ? Month(language, sheet.Month)
        : language.In("từ ", "from ") + Month(language, sheet.Month)
            + language.In(" đến ", " to ") + Month(language, sheet.Through);

    /// <summary>What a cell is about: the target, the city, and the month where there are several.</summary>
    public static string Cell(Language language, MonthlySheet sheet, MonthlyCell cell) =>
        $"{sheet.Rows.First(row => row.Target == cell.Target).Goal.Metric}, {sheet.NameOf(cell.City)}"
        + (sheet.HasSeveralMonths ? $", {Month(language, cell.Month)}" : "");

    /// <summary>The latest value before the month, with its month.</summary>
    public static string Before(Language language, (decimal Value, DateOnly AsOf) before) =>
        $"{Month(language, before.AsOf)}: {language.In(before.Value)}";
}
