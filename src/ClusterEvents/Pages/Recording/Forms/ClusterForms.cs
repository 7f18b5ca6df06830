using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Sources;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>The forms of clusters, of cities, and of sources added later.</summary>
public static class ClusterForms
{
    private static readonly FieldSpec Law = new("legalBasis", "Văn bản", "Legal basis")
    {
        Hint = ("Ví dụ: Nghị quyết 202/2025/QH15.", "Such as Nghị quyết 202/2025/QH15."),
    };

    public static readonly KindForm Led = new(AssignLeadership.Type, "cluster")
    {
        Lead = ("Ai làm Cụm trưởng, Cụm phó trong năm.", "Who leads the cluster in a year."),
        Day = ("Ngày phân công", "Day"),
        Scope = "Cluster",
        Parts =
        [
            PartSpec.What(new FieldSpec("year", "Năm", "Year"), new FieldSpec("lead", "Cụm trưởng", "Lead"),
                new FieldSpec("deputy", "Cụm phó", "Deputy"), new FieldSpec("mode", "Cách cử", "How they were chosen")),
        ],
    };

    public static readonly KindForm HandedOver = new(HandOverLeadership.Type, "cluster")
    {
        Lead = ("Bàn giao Cụm trưởng cho năm sau.", "The lead passes to another city."),
        Day = ("Ngày bàn giao", "Day of the handover"),
        Scope = "Cluster",
        Parts =
        [
            PartSpec.What(new FieldSpec("from", "Bên giao", "From"), new FieldSpec("to", "Bên nhận", "To"),
                new FieldSpec("forYear", "Cho năm", "For the year")),
        ],
    };

    public static readonly KindForm Regulated = new(AdoptRegulation.Type, "cluster")
    {
        Lead = ("Ban hành quy chế của cụm.", "The rules of the cluster."),
        Day = ("Ngày ban hành", "Day of adoption"),
        Scope = "Cluster",
        Parts =
        [
            PartSpec.What(new FieldSpec("title", "Tên quy chế", "Title"), new FieldSpec("documentRef", "Số", "Number")
            {
                Hint = ("Ví dụ: 01/QC-CTĐ.", "Such as 01/QC-CTĐ."), Beside = true,
            }, new FieldSpec("year", "Năm", "Year")),
        ],
    };

    public static readonly KindForm Joined = new(AddMember.Type, "cluster")
    {
        Lead = ("Một đơn vị vào cụm.", "A city joins the cluster."),
        Day = ("Từ ngày", "From"),
        SameDay = "effectiveOn",
        DayIsRough = true,
        Parts =
        [
            PartSpec.What(
                new FieldSpec("cityId", "Địa phương", "City"), new FieldSpec("unit", "Tên đơn vị", "Name of the unit")),
        ],
        Folded = [new FieldSpec("basis", "Căn cứ", "Basis")],
    };

    public static readonly KindForm Left = Joined with
    {
        Type = RemoveMember.Type,
        Lead = ("Một đơn vị rời cụm.", "A city leaves the cluster."),
    };

    public static readonly KindForm Established = new(EstablishCluster.Type, "cluster")
    {
        Lead = ("Một cụm thi đua mới.", "A new cluster."),
        Day = ("Ngày thành lập", "Day"),
        DayIsRough = true,
        Scope = "Cluster",
        Parts =
        [
            PartSpec.What(new FieldSpec("name", "Tên cụm", "Name"),
                new FieldSpec("governingBody", "Cơ quan quản lý", "Governing body")
                {
                    Hint = ("Ví dụ: Bộ Công an.", "Such as Bộ Công an."),
                },
                new FieldSpec("number", "Số thứ tự", "Number")),
        ],
        Folded = [new FieldSpec("block", "Khối", "Block")],
    };

    public static readonly KindForm Registered = new(RegisterCity.Type, "city")
    {
        Lead = ("Thêm một địa phương vào sổ.", "A city enters the record."),
        Parts =
        [
            PartSpec.What(new FieldSpec("name", "Tên", "Name"),
                new FieldSpec("gsoCode", "Mã hai chữ số", "Two-digit code")
                {
                    Hint = ("Mã của Tổng cục Thống kê. Ví dụ: 92.", "The GSO code, such as 92."),
                }),
        ],
        Folded =
        [
            new FieldSpec("isoCode", "Mã ISO", "ISO code") { Hint = ("Ví dụ: VN-CT.", "Such as VN-CT.") },
            new FieldSpec("validFrom", "Có từ ngày", "Valid from"),
        ],
    };

    public static readonly KindForm Merged = new(MergeCities.Type, "city")
    {
        Lead = ("Địa phương nhập vào một địa phương khác. Từ ngày ấy sổ không ghi gì mới cho nơi đã nhập.",
            "Cities become part of another. Nothing new is recorded of them from that day on."),
        Day = ("Từ ngày", "From"),
        SameDay = "effectiveOn",
        Parts =
        [
            PartSpec.What(new FieldSpec("successor", "Địa phương còn lại", "The city that continues"),
                new FieldSpec("predecessors", "Địa phương nhập vào", "The cities that end"), Law),
        ],
    };

    public static readonly KindForm Renamed = new(RenameCity.Type, "city")
    {
        Lead = ("Một địa phương mang tên mới.", "A city takes another name."),
        Day = ("Từ ngày", "From"),
        SameDay = "effectiveOn",
        From = ("Địa phương nào", "Which city"),
        Parts = [PartSpec.What(new FieldSpec("name", "Tên mới", "New name"), Law)],
        Folded = [new FieldSpec("isoCode", "Mã ISO", "ISO code")],
    };

    public static readonly KindForm Sourced = new(AttachSource.Type, "fix")
    {
        Lead = ("Thêm bài báo hoặc văn bản về điều đã ghi.", "A publication about what is on record."),
        From = ("Về việc gì", "About what"),
        Parts =
        [
            PartSpec.What(new FieldSpec("publisher", "Cơ quan đăng hoặc ban hành", "Publisher") { Beside = true },
                new FieldSpec("title", "Tên bài hoặc tên văn bản", "Title"),
                new FieldSpec("url", "Địa chỉ trên mạng", "Web address")
                {
                    Hint = ("Bắt đầu bằng https://", "It begins with https://"),
                    Beside = true,
                },
                new FieldSpec("publishedAt", "Ngày đăng", "Day of publication")),
        ],
        Folded =
        [
            new FieldSpec("byline", "Tác giả", "Author"),
            new FieldSpec("sha256", "Mã băm của tệp", "Hash of the file")
            {
                Hint = ("64 chữ số của SHA-256.", "The 64 digits of SHA-256."),
            },
        ],
    };
}
