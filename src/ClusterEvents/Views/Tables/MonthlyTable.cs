using ClusterEvents.Domain.Model;

namespace ClusterEvents.Views.Tables;

/// <summary>Targets × cities of a campaign, month by month, with a column a city.</summary>
internal static class MonthlyTable
{
    /// <summary>The table for some targets.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="month">The month to show; null for each month with a value.</param>
    /// <param name="order">All cities, in the order of their names.</param>
    /// <param name="naming">Their names.</param>
    public static ListTable<IReadOnlyList<TargetView>> Of(
        IReadOnlyList<TargetView> targets, Month? month, IReadOnlyList<CityId> order, Naming naming)
    {
        var named = targets.SelectMany(target => target.Cities).Select(city => city.CityId).ToHashSet();
        CityId[] cities = [.. order.Where(named.Contains)];
        return new("so-lieu-thang", "monthly",
            new ListSheet<IReadOnlyList<TargetView>, MonthlyTableRow>(
                "Số liệu tháng", "Monthly values", all => Rows(all, month),
                [
                    new("Tháng", "Month", (row, names) =>
                        names.In($"{row.Month.First:MM'/'yyyy}", $"{row.Month.First:yyyy'-'MM}")),
                    new("Chỉ tiêu", "Target", (row, _) => row.Goal?.Metric) { Width = 44 },
                    new("Đơn vị tính", "Unit", (row, names) => names.Choice(row.Goal?.Unit)),
                    .. cities.Select(city => new ListColumn<MonthlyTableRow>(
                        naming.City(city), naming.City(city), (row, _) => row.ValueOf(city))),
                    new("Mã chỉ tiêu", "Target id", (row, _) => row.Target.TargetId) { Width = 38 },
                ]),
            new ListSheet<IReadOnlyList<TargetView>, TargetView>("Mức phải đạt", "Goals", all => all,
                [
                    new("Chỉ tiêu", "Target", (row, _) => row.Cities is [var first, ..] ? first.Goal.Metric : null)
                    {
                        Width = 44,
                    },
                    new("So sánh", "Comparison",
                        (row, names) => row.Cities is [var first, ..] ? names.Choice(first.Goal.Operator) : null),
                    new("Đơn vị tính", "Unit",
                        (row, names) => row.Cities is [var first, ..] ? names.Choice(first.Goal.Unit) : null),
                    .. cities.Select(city => new ListColumn<TargetView>(naming.City(city), naming.City(city),
                        (row, _) => row.Cities.FirstOrDefault(one => one.CityId == city)?.Goal.Value)),
                    new("Mã chỉ tiêu", "Target id", (row, _) => row.TargetId) { Width = 38 },
                ]));
    }

    private static IEnumerable<MonthlyTableRow> Rows(IReadOnlyList<TargetView> targets, Month? asked)
    {
        IEnumerable<Month> reported = targets.SelectMany(target => target.Cities).SelectMany(city => city.Values)
            .Select(value => Month.Of(value.AsOf)).Distinct().OrderBy(month => month.First);
        return (asked is { } one ? new[] { one } : reported).SelectMany(
            month => targets.Select(target => new MonthlyTableRow(month, target)));
    }
}
