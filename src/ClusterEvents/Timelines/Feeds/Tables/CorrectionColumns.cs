using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>The columns of a table of corrections.</summary>
internal static class CorrectionColumns
{
    public static readonly IReadOnlyList<TableColumn<CorrectionRow>> All =
    [
        new("Ngày", "Day", row => row.Entry.Day),
        new("Loại việc", "Kind", row => row.Entry.Language.KindName(row.Entry.Entry.Kind)) { Width = 22 },
        new("Tiêu đề", "Title", row => row.Entry.Entry.Title) { Width = 44 },
        new("Thay đổi", "Change", row => row.Entry.Language.KindName(row.Mark.Kind)) { Width = 18 },
        new("Mục", "Field", row => row.Change is { } change
            ? FieldNames.Of(row.Entry.Language, change.Field) : null) { Width = 24 },
        new("Trước", "Before", row => row.Old) { Width = 40 },
        new("Sau", "After", row => row.New) { Width = 40 },
        new("Lý do", "Reason", row => row.Mark.Reason) { Width = 40 },
        new("Ghi lúc", "Recorded at", row => row.Mark.RecordedAt) { Width = 18 },
        new("Người ghi", "Recorded by", row => row.Mark.RecordedBy) { Width = 18 },
        new("Mã hoạt động", "Activity id", row => row.Entry.Entry.ActivityId.ToString()) { Width = 38 },
        new("Mã thay đổi", "Change id", row => row.Mark.ActivityId.ToString()) { Width = 38 },
    ];
}
