using ClusterEvents.Domain.Campaigns;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>The forms of campaign editions.</summary>
public static class CampaignForms
{
    private static readonly (string, string) Which = ("Phong trào nào", "Which campaign");

    private static readonly FieldSpec Cities = new("cityIds", "Của ai", "Whose it is");

    private static readonly FieldSpec Meeting = new("meeting", "Tại hội nghị nào", "At which meeting")
    {
        Hint = ("Bỏ qua nếu không gắn với hội nghị.", "Leave it out if there was none."),
    };

    private static readonly PartSpec Drive = PartSpec.What(
        new FieldSpec("name", "Tên đợt thi đua", "Name of the drive")
        {
            Hint = ("Ví dụ: Đợt thi đua cao điểm mừng Quốc khánh.", "Such as Đợt thi đua cao điểm mừng Quốc khánh."),
        },
        new FieldSpec("from", "Từ ngày", "From") { Beside = true }, new FieldSpec("to", "Đến ngày", "To"));

    public static readonly KindForm Launched = new(LaunchCampaign.Type, "campaign")
    {
        Lead = ("Phát động một phong trào hoặc một kỳ thi đua.", "A campaign, or one edition of it."),
        Day = ("Ngày phát động", "Day of the launch"),
        Members = "cityIds",
        OfAllMembers = true,
        Parts =
        [
            PartSpec.What(
                new FieldSpec("name", "Tên phong trào", "Name"), new FieldSpec("form", "Hình thức", "Form"),
                new FieldSpec("period", "Thời gian", "Period"),
                new FieldSpec("launcher", "Đơn vị phát động", "Who launched it")),
            PartSpec.Whom("Của ai", "Whose", Cities),
        ],
        Folded = [new FieldSpec("slogan", "Khẩu hiệu", "Slogan")],
    };

    public static readonly KindForm Opened = new(OpenDrive.Type, "campaign")
    {
        Lead = ("Một đợt cao điểm trong kỳ thi đua.", "A short effort within an edition."),
        Day = ("Ngày mở đợt", "Day of the opening"),
        From = Which,
        Parts = [Drive],
        Scope = "Cluster",
    };

    public static readonly KindForm Closed = Opened with
    {
        Type = CloseDrive.Type,
        Lead = ("Kết thúc một đợt cao điểm.", "The end of a drive."),
        Day = ("Ngày kết thúc", "Day of the end"),
    };

    public static readonly KindForm Pact = new(SignPact.Type, "campaign")
    {
        Lead = ("Các đơn vị ký giao ước thi đua đầu năm.", "The pact that members sign at the beginning of a year."),
        Day = ("Ngày ký", "Day of signing"),
        From = Which,
        Members = "signatories",
        OfAllMembers = true,
        Parts =
        [
            PartSpec.What(
                new FieldSpec("signatories", "Đơn vị ký", "Signatories"),
                new FieldSpec("pactRef", "Số giao ước", "Number of the pact")
                {
                    Hint = ("Ví dụ: 01/GƯ-CTĐ.", "Such as 01/GƯ-CTĐ."),
                },
                new FieldSpec("titlesRegistered", "Danh hiệu đăng ký", "Titles registered")),
        ],
    };

    public static readonly KindForm Reviewed = new(ReviewCampaign.Type, "campaign")
    {
        Lead = ("Sơ kết hoặc tổng kết một kỳ.", "A review of a period."),
        Day = ("Ngày sơ kết, tổng kết", "Day of the review"),
        From = Which,
        Scope = "Cluster",
        Parts =
        [
            PartSpec.What(
                new FieldSpec("kind", "Loại", "Kind"), new FieldSpec("period", "Kỳ được đánh giá", "Period"), Meeting),
        ],
    };

    public static readonly KindForm Assessed = new(RecordAssessment.Type, "campaign")
    {
        Lead = ("Ưu điểm, hạn chế của kỳ thi đua.", "What went well, and what did not."),
        Day = ("Ngày đánh giá", "Day of the assessment"),
        From = Which,
        Members = "cityIds",
        OfAllMembers = true,
        Parts =
        [
            PartSpec.What(new FieldSpec("items", "Nhận xét", "Assessment")),
            PartSpec.Whom("Đánh giá ai", "Of whom", new FieldSpec("cityIds", "Đánh giá ai", "Of whom")),
        ],
    };

    public static readonly KindForm Priorities = new(SetPriorities.Type, "campaign")
    {
        Lead = ("Nhiệm vụ trọng tâm của giai đoạn tới.", "What comes first in the time ahead."),
        Day = ("Ngày xác định", "Day"),
        From = Which,
        Scope = "Cluster",
        Parts =
        [
            PartSpec.What(
                new FieldSpec("items", "Nhiệm vụ", "Priorities"),
                new FieldSpec("horizon", "Cho giai đoạn nào", "For which time")
                {
                    Hint = ("Ví dụ: 6 tháng cuối năm 2026.", "Such as 6 tháng cuối năm 2026."),
                }),
        ],
    };

    public static readonly KindForm Concluded = new(ConcludeCampaign.Type, "campaign")
    {
        Lead = ("Kết thúc kỳ thi đua. Mỗi kỳ chỉ ghi một lần.", "The end of an edition. It is recorded once."),
        Day = ("Ngày kết thúc", "Day of the end"),
        From = Which,
        Scope = "Cluster",
        Parts = [PartSpec.What(Meeting)],
    };
}
