using ClusterEvents.Domain;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>The columns of a table of entries.</summary>
internal static class EntryColumns
{
    public static readonly IReadOnlyList<TableColumn<TableEntry>> All =
    [
        new("Ngày", "Day", entry => entry.Day),
        new("Đến ngày", "Last day", entry => entry.Entry.Days.EndsOn),
        new("Buổi", "Part of day", entry => entry.Language.NameOf(entry.Activity.DayPart)),
        new("Giờ", "Time", entry => entry.Activity.LocalTime),
        new("Độ chính xác của ngày", "Precision",
            entry => entry.Language.NameOf(entry.Activity.Precision)) { Width = 16 },
        new("Loại việc", "Kind", entry => entry.Language.KindName(entry.Entry.Kind)) { Width = 22 },
        new("Tiêu đề", "Title", entry => entry.Entry.Title) { Width = 44 },
        new("Tóm tắt", "Summary", entry => entry.Entry.Summary) { Width = 60 },
        new("Địa phương", "Cities", entry => entry.Cities) { Width = 30 },
        new("Phong trào", "Campaigns", entry => entry.Campaigns) { Width = 30 },
        new("Cụm", "Cluster", entry => entry.Cluster) { Width = 20 },
        new("Phạm vi", "Scope", entry => entry.Language.NameOf(entry.Activity.Scope)),
        new("Căn cứ", "Stated or inferred", entry => entry.Language.NameOf(entry.Activity.Assertion)),
        new("Địa điểm", "Place", entry => ActivityFacts.Place(entry.Activity)) { Width = 34 },
        new("Người", "Person", entry => ActivityFacts.Person(entry.Activity)) { Width = 34 },
        new("Văn bản, quyết định", "Document or decision",
            entry => ActivityFacts.Document(entry.Activity, entry.Language)) { Width = 28 },
        new("Ngày dự kiến", "Planned day", entry => ActivityFacts.Planned(entry.Activity)),
        new("Hạn", "Due day", entry => ActivityFacts.Due(entry.Activity)),
        new("Giá trị", "Value", entry => entry.Value?.Value),
        new("Đơn vị tính", "Unit", entry => entry.Value?.Unit),
        new("Nguồn: nơi công bố", "Source: publisher",
            entry => entry.OfSources(source => source.Publisher)) { Width = 26 },
        new("Nguồn: tiêu đề", "Source: title",
            entry => entry.OfSources(source => source.Title ?? source.Note)) { Width = 36 },
        new("Nguồn: địa chỉ", "Source: address", entry => entry.OfSources(source => source.Url)) { Width = 36 },
        new("Ghi lúc", "Recorded at", entry => entry.Entry.Stored.RecordedAt) { Width = 18 },
        new("Người ghi", "Recorded by", entry => entry.Entry.Stored.RecordedBy) { Width = 18 },
        new("Đã đính chính", "Corrected", entry => entry.Language.YesNo(entry.Entry.Stored.Corrected)),
        new("Bị phản bác", "Disputed", entry => entry.Language.YesNo(entry.Entry.Stored.Disputed)),
        new("Đã rút lại", "Retracted", entry => entry.Language.YesNo(entry.Entry.Stored.Retracted)),
        new("Mã hoạt động", "Activity id", entry => entry.Entry.ActivityId.ToString()) { Width = 38 },
        new("Mã chuỗi sự kiện", "Stream", entry => entry.Entry.Stored.Stream.ToString()) { Width = 38 },
    ];
}
