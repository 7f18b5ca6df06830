using ClusterEvents.Domain.Directives;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>The forms of directives and of what follows from them.</summary>
public static class DirectiveForms
{
    private static readonly (string, string) Which = ("Chỉ đạo nào", "Which directive");

    private static readonly FieldSpec City = new("city", "Đơn vị", "City");

    private static readonly FieldSpec Document = new("documentRef", "Số văn bản", "Number of the document")
    {
        Hint = ("Ví dụ: 15/CV-CTĐ. Để trống nếu không có.", "Such as 15/CV-CTĐ; leave it empty if there is none."),
    };

    private static readonly FieldSpec Reason = new("reason", "Lý do", "Reason") { Lines = 2 };

    public static readonly KindForm Issued = new(IssueDirective.Type, "directive")
    {
        Lead = ("Ghi lại một chỉ đạo đã gửi tới các đơn vị.", "A directive that was sent to the cities."),
        Day = ("Ngày ban hành", "Day of issue"),
        Needs = ("Văn bản chỉ đạo hoặc kết luận hội nghị: số, ký hiệu, ngày và hạn hoàn thành.",
            "The document or the conclusion of the meeting: number, day and due day."),
        Members = "addressees",
        OfAllMembers = true,
        Parts =
        [
            PartSpec.What(
                new FieldSpec("summary", "Nội dung chỉ đạo", "What is to be done")
                {
                    Hint = ("Tóm tắt việc các đơn vị phải làm. Ví dụ: "
                        + "Tập trung thực hiện các chỉ tiêu chưa đạt trong quý III.",
                        "What the cities have to do, in short."),
                    Lines = 4,
                },
                new FieldSpec("issuer", "Ai ban hành", "Who issued it"),
                new FieldSpec("basis", "Căn cứ", "Basis")
                {
                    Choices = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
                    {
                        ["Other"] = ("Căn cứ khác", "Another basis"),
                    },
                },
                new FieldSpec("relatedTo", "Kết luận của hội nghị nào", "Conclusion of which meeting")
                {
                    Hint = ("Bỏ qua nếu không phải kết luận hội nghị.", "Leave it out if it concludes no meeting."),
                },
                new FieldSpec("documentNumber", "Số, ký hiệu văn bản", "Number of the document")
                {
                    Hint = ("Ví dụ: 15/CV-CTĐ. Để trống nếu không có văn bản.",
                        "Such as 15/CV-CTĐ; leave it empty if there is none."),
                    Beside = true,
                },
                new FieldSpec("documentDate", "Ngày văn bản", "Date of the document")),
            PartSpec.Whom("Gửi tới ai, hạn nào", "To whom, by when",
                new FieldSpec("addressees", "Đơn vị thực hiện", "Addressees"),
                new FieldSpec("dueOn", "Hạn hoàn thành", "Due day")
                {
                    Hint = ("Ví dụ: 30/09/2026. Để trống nếu chưa ấn định: khi đó chỉ đạo không bị tính quá hạn.",
                        "Such as 30/09/2026. Left empty, it is never overdue."),
                }),
        ],
        Folded =
        [
            new FieldSpec("horizon", "Giai đoạn thực hiện", "Time it applies to")
            {
                Hint = ("Ví dụ: 6 tháng cuối năm 2026.", "Such as 6 tháng cuối năm 2026."),
            },
        ],
    };

    public static readonly KindForm Acknowledged = new(AcknowledgeDirective.Type, "directive")
    {
        Lead = ("Đơn vị đã nhận chỉ đạo, ai nhận.", "A city has received it, and who did."),
        Day = ("Ngày tiếp nhận", "Day of receipt"),
        From = Which,
        Parts = [PartSpec.What(City, new FieldSpec("by", "Người nhận", "Received by") { AsLastTime = true })],
    };

    public static readonly KindForm Progress = new(ReportProgress.Type, "directive")
    {
        Lead = ("Đã làm đến đâu.", "How far it is."),
        Day = ("Ngày báo cáo", "Day of the report"),
        From = Which,
        Parts =
        [
            PartSpec.What(City,
                new FieldSpec("note", "Tình hình thực hiện", "How it stands")
                {
                    Hint = ("Ví dụ: Đã tham mưu, chờ ban hành kế hoạch của thành phố.",
                        "What was done, and what is left."),
                    Lines = 3,
                },
                new FieldSpec("percent", "Phần trăm", "Percent")
                {
                    Hint = ("Từ 0 đến 100. Để trống nếu không ước được.",
                        "From 0 to 100; leave it empty if it cannot be estimated."),
                }),
        ],
    };

    public static readonly KindForm Fulfilled = new(FulfilDirective.Type, "directive")
    {
        Lead = ("Đơn vị đã hoàn thành, kèm văn bản chứng minh.", "A city has done it, with the evidence."),
        Day = ("Ngày hoàn thành", "Day of fulfilment"),
        From = Which,
        Parts =
        [
            PartSpec.What(City, new FieldSpec("evidence", "Văn bản chứng minh", "Evidence")
            {
                Hint = ("Ví dụ: Báo cáo số 412/BC-CATP ngày 09/12/2026.", "Such as Báo cáo số 412/BC-CATP."), Lines = 2,
            }),
        ],
    };

    public static readonly KindForm Amended = new(AmendDirective.Type, "directive")
    {
        Lead = ("Đổi hạn hoàn thành của một chỉ đạo.", "A directive with another due day."),
        Day = ("Ngày điều chỉnh", "Day of the change"),
        From = Which,
        Parts =
        [
            PartSpec.What(new FieldSpec("newDueOn", "Hạn mới", "New due day")
            {
                Hint = ("Ví dụ: 10/12/2026.", "Such as 10/12/2026."),
            }, Reason, Document),
        ],
    };

    public static readonly KindForm Revoked = new(RevokeDirective.Type, "directive")
    {
        Lead = ("Chỉ đạo không còn phải thực hiện.", "A directive that need not be followed any more."),
        Day = ("Ngày thu hồi", "Day of revocation"),
        From = Which,
        Parts = [PartSpec.What(Reason, Document)],
    };
}
