using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>The forms of targets.</summary>
public static class TargetForms
{
    private static readonly (string, string) Which = ("Chỉ tiêu nào", "Which target");

    private static readonly FieldSpec City = new("city", "Đơn vị", "City");

    private static readonly FieldSpec[] Goal =
    [
        new("metric", "Tên chỉ tiêu", "What is measured")
        {
            Hint = ("Ví dụ: Tỷ lệ điều tra, khám phá án hình sự.", "In a few words."),
        },
        new("operator", "Mức phải đạt", "How it compares")
        {
            Choices = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
            {
                ["AtLeast"] = ("Từ số này trở lên", "At least this"),
                ["AtMost"] = ("Không quá số này", "At most this"),
                ["Equal"] = ("Đúng bằng số này", "Exactly this"),
                ["ReduceBy"] = ("Giảm số này so với mốc", "Reduced by this"),
            },
        },
        new("value", "Số", "Value") { Hint = ("Ví dụ: 87,5", "Such as 87.5"), Beside = true },
        new("baseline", "Mốc so sánh", "Baseline")
        {
            Hint = ("Số của kỳ trước, khi chỉ tiêu là giảm.", "The value before, where it is a reduction."),
        },
        new("unit", "Đơn vị tính", "Unit")
        {
            Choices = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
            {
                ["Percent"] = ("Phần trăm (%)", "Percent (%)"),
                ["Cases"] = ("Vụ", "Cases"),
                ["Count"] = ("Số lượng", "A number"),
            },
        },
        new("dueOn", "Thời hạn", "Due day") { Hint = ("Ví dụ: 15/12/2026.", "Such as 15/12/2026.") },
    ];

    public static readonly KindForm Set = new(SetTarget.Type, "target")
    {
        Lead = ("Giao một chỉ tiêu đo được.", "A measurable target."),
        Day = ("Ngày giao", "Day it was set"),
        Members = "cityIds",
        OfAllMembers = true,
        Parts =
        [
            PartSpec.What(Goal),
            PartSpec.Whom("Giao cho ai", "For whom", new FieldSpec("cityIds", "Giao cho", "For")),
        ],
        Folded =
        [
            new FieldSpec("relatedTo", "Theo hội nghị nào", "Following which meeting"),
            new FieldSpec("city", "Riêng một đơn vị", "One city alone"),
        ],
    };

    public static readonly KindForm Revised = new(ReviseTarget.Type, "target")
    {
        Lead = ("Đổi mức hoặc thời hạn của một chỉ tiêu.", "A target with another goal or due day."),
        Day = ("Ngày điều chỉnh", "Day of the change"),
        From = Which,
        Parts = [PartSpec.What(Goal)],
        Folded = [new FieldSpec("city", "Chỉ điều chỉnh cho", "For this city alone")],
    };

    public static readonly KindForm Progress = new(ReportValue.Type, "target")
    {
        Lead = ("Số liệu của một đơn vị đến một ngày.", "The value of a city up to a day."),
        Day = ("Ngày báo cáo", "Day of the report"),
        From = Which,
        Parts =
        [
            PartSpec.What(City,
                new FieldSpec("value", "Số đạt được", "Value")
                {
                    Hint = ("Ví dụ: 86,2", "Such as 86.2"), Beside = true,
                },
                new FieldSpec("asOf", "Tính đến ngày", "As of")
                {
                    Hint = ("Ví dụ: 31/10/2026.", "Such as 31/10/2026."),
                }),
        ],
        Folded =
        [
            new FieldSpec("unit", "Đơn vị tính", "Unit")
            {
                Hint = ("Theo đơn vị của chỉ tiêu.", "That of the target."),
            },
        ],
    };

    public static readonly KindForm Met = new(MeetTarget.Type, "target")
    {
        Lead = ("Kết quả cuối cùng: đạt.", "The final value: met."),
        Day = ("Ngày đạt", "Day"),
        From = Which,
        Parts =
        [
            PartSpec.What(City, new FieldSpec("finalValue", "Kết quả cuối", "Final value")
            {
                Hint = ("Ví dụ: 88,1", "Such as 88.1"),
            }),
        ],
    };

    public static readonly KindForm Missed = Met with
    {
        Type = MissTarget.Type,
        Lead = ("Kết quả cuối cùng: không đạt. Ghi được từ ngày đến hạn.",
            "The final value: missed, from the due day on."),
        Day = ("Ngày xác định", "Day"),
    };
}
