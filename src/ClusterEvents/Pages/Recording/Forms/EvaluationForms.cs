using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Evaluations;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>The forms of inspections, scores, nominations and commendations.</summary>
public static class EvaluationForms
{
    private static readonly FieldSpec City = new("city", "Đơn vị", "City");

    private static readonly (string, string) Which = ("Thuộc đợt chấm điểm nào", "Part of which evaluation");

    private static readonly FieldSpec[] Points =
    [
        City,
        new("points", "Điểm", "Points") { Hint = ("Ví dụ: 96,5", "Such as 96.5"), Beside = true },
        new("max", "Điểm tối đa", "Maximum") { AsLastTime = true },
        new("sheetVersion", "Bảng lần thứ", "Number of the sheet") { Default = "1" },
    ];

    private static readonly FieldSpec Title = new("title", "Danh hiệu, hình thức khen", "Title")
    {
        Hint = ("Tên như trong luật, gõ hoặc tìm. Ví dụ: Tập thể lao động xuất sắc.",
            "As the law names it: type it, or find it."),
        IsAward = true,
    };

    private static readonly FieldSpec Number = new("decisionNumber", "Số quyết định", "Number of the decision")
    {
        Hint = ("Ví dụ: 100/QĐ.", "Such as 100/QĐ."),
        Beside = true,
    };

    public static readonly KindForm Inspected = new(ConductCrossInspection.Type, "score")
    {
        Lead = ("Đơn vị này kiểm tra đơn vị kia.", "One city inspects another."),
        Day = ("Ngày kiểm tra", "Day of the inspection"),
        From = Which,
        Parts =
        [
            PartSpec.What(new FieldSpec("inspector", "Đơn vị kiểm tra", "Inspector"),
                new FieldSpec("inspected", "Đơn vị được kiểm tra", "Inspected")),
        ],
    };

    public static readonly KindForm Submitted = new(SubmitScore.Type, "score")
    {
        Lead = ("Điểm đơn vị tự chấm.", "The points that a city gives itself."),
        Day = ("Ngày gửi bảng", "Day of the sheet"),
        From = Which,
        Parts = [PartSpec.What(Points)],
    };

    public static readonly KindForm Finalised = new(FinaliseScore.Type, "score")
    {
        Lead = ("Điểm sau cùng. Không ai tự chốt điểm của mình.", "The final points. Nobody finalises the own score."),
        Day = ("Ngày chốt điểm", "Day"),
        From = Which,
        Parts = [PartSpec.What(Points)],
    };

    public static readonly KindForm Nominated = new(NominateUnit.Type, "score")
    {
        Lead = ("Đề nghị tặng danh hiệu.", "A city is proposed for a title."),
        Day = ("Ngày suy tôn", "Day of the nomination"),
        From = Which,
        Parts = [PartSpec.What(City, Title, new FieldSpec("votes", "Số phiếu", "Votes"))],
    };

    public static readonly KindForm Awarded = new(AwardCommendation.Type, "score")
    {
        Lead = ("Khen thưởng theo quyết định đã ký.", "A commendation by a signed decision."),
        Day = ("Ngày trao, công bố", "Day of the award"),
        Parts =
        [
            PartSpec.What(new FieldSpec("recipientUnit", "Đơn vị được khen", "Recipient"), Title,
                new FieldSpec("level", "Cấp khen", "Level") { Hint = ("Ví dụ: Bộ Công an.", "Such as Bộ Công an.") },
                Number, new FieldSpec("decisionDate", "Ngày quyết định", "Date of the decision")),
        ],
    };

    public static readonly KindForm Revoked = new(RevokeCommendation.Type, "score")
    {
        Lead = ("Thu hồi một khen thưởng.", "A commendation is revoked."),
        Day = ("Ngày thu hồi", "Day of revocation"),
        From = ("Khen thưởng nào", "Which commendation"),
        Parts =
        [
            PartSpec.What(Number with { Beside = false }, new FieldSpec("reason", "Lý do", "Reason") { Lines = 2 }),
        ],
    };
}
