using ClusterEvents.Domain.Meetings;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>The forms of meetings.</summary>
public static class MeetingForms
{
    private static readonly FieldSpec Kind = new("kind", "Loại hội nghị", "Kind of meeting")
    {
        Choices = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["Other"] = ("Hội nghị khác", "Another meeting"),
        },
    };

    private static readonly FieldSpec Venue = new("venue", "Nơi họp", "Venue")
    {
        Hint = ("Tên hội trường hoặc cơ quan. Ví dụ: Hội trường Công an thành phố Cần Thơ.",
            "The hall or the office, such as Hội trường Công an thành phố Cần Thơ."),
    };

    private static readonly FieldSpec Host = new("hostUnit", "Đơn vị đăng cai", "Host");

    private static readonly FieldSpec Cities = new("cityIds", "Hội nghị của", "Whose meeting it is");

    private static readonly FieldSpec Reason = new("reason", "Lý do", "Reason")
    {
        Hint = ("Một câu là đủ. Ví dụ: Tránh mưa bão.", "One sentence is enough, such as: Storm."),
        Lines = 2,
    };

    public static readonly KindForm Held = new(HoldMeeting.Type, "meeting")
    {
        Lead = ("Ghi lại một hội nghị đã họp.", "A meeting that was held."),
        Day = ("Ngày họp", "Day of the meeting"),
        Needs = ("Biên bản hoặc tin về hội nghị: nơi họp, người chủ trì, số người dự.",
            "The minutes or a report: venue, chair, attendance."),
        From = ("Đã có trong dự kiến", "As scheduled"),
        Members = "cityIds",
        OfAllMembers = true,
        Parts =
        [
            PartSpec.What(Kind, Venue, Host, new FieldSpec("chair", "Người chủ trì", "Chair"),
                new FieldSpec("attendance", "Số người dự", "Attendance")
                {
                    Hint = ("Để trống nếu nguồn không nêu.", "Leave it empty if no source gives it."),
                }),
            PartSpec.Whom("Hội nghị của ai", "Whose meeting", Cities),
        ],
    };

    public static readonly KindForm Scheduled = new(ScheduleMeeting.Type, "meeting")
    {
        Lead = ("Ghi một hội nghị đã định ngày, chưa họp.", "A meeting with a day set, not held yet."),
        Day = ("Ngày báo", "Day of the notice"),
        Members = "cityIds",
        OfAllMembers = true,
        Parts =
        [
            PartSpec.What(Kind, new FieldSpec("plannedOn", "Ngày dự kiến", "Planned day")
            {
                Hint = ("Có thể là ngày chưa đến. Ví dụ: 20/12/2026.", "It may lie ahead, such as 20/12/2026."),
            }, Venue, Host),
            PartSpec.Whom("Hội nghị của ai", "Whose meeting", Cities),
        ],
    };

    public static readonly KindForm Postponed = new(PostponeMeeting.Type, "meeting")
    {
        Lead = ("Hội nghị chuyển sang ngày khác.", "A meeting moved to another day."),
        Day = ("Ngày báo hoãn", "Day of the notice"),
        From = ("Hội nghị nào", "Which meeting"),
        Parts =
        [
            PartSpec.What(new FieldSpec("newPlannedOn", "Ngày dự kiến mới", "New planned day")
            {
                Hint = ("Để trống nếu chưa định ngày. Ví dụ: 27/12/2026.",
                    "Leave it empty if none is set, or 27/12/2026."),
            }, Reason),
        ],
    };

    public static readonly KindForm Cancelled = new(CancelMeeting.Type, "meeting")
    {
        Lead = ("Hội nghị không họp nữa.", "A meeting that will not be held."),
        Day = ("Ngày báo hủy", "Day of the notice"),
        From = ("Hội nghị nào", "Which meeting"),
        Parts = [PartSpec.What(Reason)],
    };

    public static readonly KindForm Remarks = new(DeliverRemarks.Type, "meeting")
    {
        Lead = ("Phát biểu khai mạc, chỉ đạo hoặc bế mạc tại hội nghị.",
            "Opening, guiding or closing remarks at a meeting."),
        Day = ("Ngày phát biểu", "Day of the remarks"),
        From = ("Tại hội nghị nào", "At which meeting"),
        Parts =
        [
            PartSpec.What(new FieldSpec("kind", "Loại phát biểu", "Kind of remarks")
            {
                Choices = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
                {
                    ["Other"] = ("Phát biểu khác", "Other remarks"),
                },
            }, new FieldSpec("person", "Người phát biểu", "Speaker"), new FieldSpec("gist", "Ý chính", "Gist")
            {
                Hint = ("Tóm tắt như báo đã đăng, không quá 300 chữ cái.",
                    "In short, as published: at most 300 characters."),
                Lines = 3,
            }),
        ],
    };
}
