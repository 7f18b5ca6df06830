using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Views.Tables;

/// <summary>Targets as tables: a row for each city of a target, and all values that cities reported.</summary>
internal static class TargetTable
{
    public static readonly ListTable<TargetView> Of = new("chi-tieu", "targets",
        new ListSheet<TargetView, (TargetView Target, CityTargetView City)>("Chỉ tiêu", "Targets",
            target => target.Cities.Select(city => (target, city)),
            new("Chỉ tiêu", "Target", (row, _) => row.City.Goal.Metric) { Width = 44 },
            new("Địa phương", "City", (row, names) => names.City(row.City.CityId)) { Width = 24 },
            new("So sánh", "Comparison", (row, names) => names.Choice(row.City.Goal.Operator)),
            new("Mức phải đạt", "Goal", (row, _) => (decimal?)row.City.Goal.Value),
            new("Đơn vị tính", "Unit", (row, names) => Unit(names, row.City.Goal)),
            new("Mức ban đầu", "Baseline", (row, _) => row.City.Goal.Baseline),
            new("Giao ngày", "Set on", (row, _) => row.Target.SetOn),
            new("Hạn", "Due day", (row, _) => row.City.Goal.DueOn),
            new("Tình trạng", "State", (row, names) => names.Language.NameOf(row.City.Status)) { Width = 18 },
            new("Số liệu gần nhất", "Latest value", (row, _) => row.City.LastValue),
            new("Tính đến ngày", "As of", (row, _) => row.City.LastAsOf),
            new("Kết quả cuối cùng", "Final value", (row, _) => row.City.FinalValue),
            new("Kết thúc ngày", "Ended on", (row, _) => row.City.EndedOn),
            new("Nay thuộc", "Merged into", (row, names) => names.City(row.City.MergedInto)) { Width = 24 },
            new("Phong trào", "Campaigns", (row, names) => names.Campaigns(row.Target.CampaignIds)) { Width = 30 },
            new("Cụm", "Cluster", (row, names) => names.Cluster(row.Target.ClusterId)) { Width = 20 },
            new("Mã chỉ tiêu", "Target id", (row, _) => row.Target.TargetId) { Width = 38 }),
        new ListSheet<TargetView, (TargetView Target, CityTargetView City, ReportedValueView Value)>(
            "Số liệu", "Values",
            target => target.Cities.SelectMany(city => city.Values, (city, value) => (target, city, value)),
            new("Chỉ tiêu", "Target", (row, _) => row.City.Goal.Metric) { Width = 44 },
            new("Địa phương", "City", (row, names) => names.City(row.City.CityId)) { Width = 24 },
            new("Tính đến ngày", "As of", (row, _) => row.Value.AsOf),
            new("Số liệu", "Value", (row, _) => (decimal?)row.Value.Value),
            new("Đơn vị tính", "Unit", (row, names) => Unit(names, row.City.Goal)),
            new("Ghi ngày", "Recorded on", (row, _) => row.Value.RecordedOn),
            new("Mã chỉ tiêu", "Target id", (row, _) => row.Target.TargetId) { Width = 38 }));

    private static string? Unit(Naming names, Goal goal) => ChoiceNames.Of(names.Language, goal.Unit.ToString());
}
