using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Pages.Changes;

/// <summary>What can be done to an entry besides correcting it, in the words of those who do it.</summary>
/// <param name="Slug">Its name in addresses, such as <c>retract</c>.</param>
/// <param name="Type">The event that records it.</param>
public sealed record ChangeKind(string Slug, ActivityType Type)
{
    /// <summary>What it is called on a button of the entry.</summary>
    public required (string Vietnamese, string English) Name { get; init; }

    public required (string Vietnamese, string English) Question { get; init; }

    /// <summary>When to do it, and when not.</summary>
    public required (string Vietnamese, string English) Lead { get; init; }

    /// <summary>The label of the reason.</summary>
    public required (string Vietnamese, string English) Reason { get; init; }

    public required (string Vietnamese, string English) Hint { get; init; }

    /// <summary>What the button says that records it.</summary>
    public required (string Vietnamese, string English) Button { get; init; }

    /// <summary>What the link says that leaves the entry as it is.</summary>
    public required (string Vietnamese, string English) Leave { get; init; }

    /// <summary>Reasons to choose from; what is said about them follows.</summary>
    public IReadOnlyList<(string Id, string Vietnamese, string English)> Whys { get; init; } = [];

    /// <summary>Whether a city says it, rather than those who may record the entry.</summary>
    public bool IsOfCity { get; init; }

    public static readonly ChangeKind Retract = new("retract", RetractEntry.Type)
    {
        Name = ("Rút lại", "Retract"),
        Question = ("Rút lại mục này?", "Retract this entry?"),
        Lead = ("Rút lại khi không có việc ấy, hoặc việc ấy đã ghi hai lần. Ghi sai một chi tiết thì nên đính chính.",
            "Retract what did not happen, or was recorded twice. A wrong detail is corrected instead."),
        Reason = ("Nói rõ thêm", "Say more"),
        Hint = ("Hiện cùng dấu “đã rút lại” cho mọi người. Ví dụ: Trùng với chỉ đạo ghi ngày 04/07/2026.",
            "Everyone sees it beside the mark “retracted”. Such as: the same as the directive of 4 July 2026."),
        Button = ("Rút lại mục này", "Retract this entry"),
        Leave = ("Thôi, để nguyên", "Leave it as it is"),
        Whys =
        [
            ("twice", "Đã ghi hai lần", "It was recorded twice"), ("never", "Không có việc này", "It did not happen"),
            ("unsure", "Chưa xác minh được", "It could not be verified"), ("other", "Lý do khác", "Another reason"),
        ],
    };

    public static readonly ChangeKind Reinstate = new("reinstate", ReinstateEntry.Type)
    {
        Name = ("Khôi phục", "Reinstate"),
        Question = ("Khôi phục mục này?", "Reinstate this entry?"),
        Lead = ("Mục đã rút lại sẽ hiện trở lại trên các dòng thời gian, cùng lịch sử của nó.",
            "The retracted entry is shown on timelines again, with its history."),
        Reason = ("Lý do khôi phục", "Why it is reinstated"),
        Hint = ("Hiện cùng mục này cho mọi người. Ví dụ: Đã tìm được biên bản, việc này có thật.",
            "Everyone sees it with the entry. Such as: the minutes were found."),
        Button = ("Khôi phục mục này", "Reinstate this entry"),
        Leave = ("Thôi, để nguyên", "Leave it as it is"),
    };

    public static readonly ChangeKind Dispute = new("dispute", DisputeEntry.Type)
    {
        Name = ("Ghi ý kiến khác", "Dispute"),
        Question = ("Có ý kiến khác", "Dispute this entry"),
        Lead = ("Mục này có nêu tên địa phương của bạn. Nếu thấy chưa đúng, địa phương được nói ngay bên cạnh mục ấy.",
            "The entry names your city. Where it is wrong, the city may say so right beside it."),
        Reason = ("Điều chưa đúng, và căn cứ", "What is wrong, and by what you know"),
        Hint = ("Ví dụ: Đoàn kiểm tra làm việc ngày 01/07/2026, theo biên bản số 02.",
            "Such as: the inspection was on 1 July 2026, by the minutes no. 02."),
        Button = ("Ghi ý kiến này", "Record the dispute"),
        Leave = ("Thôi, không ghi ý kiến", "Say nothing"),
        IsOfCity = true,
    };

    public static readonly ChangeKind Withdraw = new("withdraw", WithdrawDispute.Type)
    {
        Name = ("Rút ý kiến", "Withdraw the dispute"),
        Question = ("Rút ý kiến về mục này?", "Withdraw the dispute?"),
        Lead = ("Dấu “bị phản bác” của địa phương mất đi; ý kiến đã ghi vẫn còn trong lịch sử của mục.",
            "The mark of the dispute goes; what was said stays in the history of the entry."),
        Reason = ("Lý do rút", "Why it is withdrawn"),
        Hint = ("Ví dụ: Đã đối chiếu biên bản, mục ghi đúng.", "Such as: the minutes agree with the entry."),
        Button = ("Rút ý kiến", "Withdraw the dispute"),
        Leave = ("Thôi, giữ ý kiến", "Keep the dispute"),
        IsOfCity = true,
    };

    public static readonly IReadOnlyList<ChangeKind> All = [Retract, Reinstate, Dispute, Withdraw];
}
