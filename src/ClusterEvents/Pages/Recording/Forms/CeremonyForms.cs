using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Community;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>The forms of tributes and of community work.</summary>
public static class CeremonyForms
{
    private static readonly FieldSpec Place = new("place", "Ở đâu", "Where")
    {
        Hint = ("Ví dụ: Quảng trường Hồ Chí Minh.", "Such as Quảng trường Hồ Chí Minh."),
        AsLastTime = true,
    };

    private static readonly FieldSpec Honouree = new("honouree", "Tưởng niệm ai", "In honour of whom")
    {
        Hint = ("Ví dụ: Chủ tịch Hồ Chí Minh.", "Such as Chủ tịch Hồ Chí Minh."),
        AsLastTime = true,
    };

    private static readonly FieldSpec Participants = new("participants", "Đơn vị dự", "Who took part");

    private static readonly FieldSpec Meeting = new("relatedTo", "Nhân hội nghị nào", "On the occasion of a meeting")
    {
        Hint = ("Bỏ qua nếu không gắn với hội nghị.", "Leave it out if there was none."),
    };

    public static readonly KindForm Flowers = new(OfferFlowers.Type, "ceremony")
    {
        Lead = ("Lễ dâng hoa tưởng niệm, tri ân.", "Flowers offered in tribute."),
        Day = ("Ngày làm lễ", "Day of the ceremony"),
        Members = "participants",
        OfAllMembers = true,
        Together = OfferIncense.Type,
        Parts = [PartSpec.What(Honouree, Place), PartSpec.Whom("Ai dự", "Who took part", Participants)],
        Folded = [Meeting],
    };

    public static readonly KindForm Incense = Flowers with
    {
        Type = OfferIncense.Type,
        Lead = ("Lễ dâng hương tưởng niệm, tri ân.", "Incense offered in tribute."),
        Together = OfferFlowers.Type,
    };

    public static readonly KindForm Cemetery = Flowers with
    {
        Type = VisitMartyrsCemetery.Type,
        Lead = ("Tưởng niệm tại nghĩa trang.", "A visit to a martyrs' cemetery."),
        Together = null,
        Parts =
        [
            PartSpec.What(Honouree with { Default = "Các anh hùng liệt sĩ", AsLastTime = false },
                new FieldSpec("place", "Nghĩa trang nào", "Which cemetery")
                {
                    Hint = ("Ví dụ: Nghĩa trang liệt sĩ thành phố Cần Thơ.",
                        "Such as Nghĩa trang liệt sĩ thành phố Cần Thơ."),
                    AsLastTime = true,
                }),
            PartSpec.Whom("Ai dự", "Who took part", Participants),
        ],
    };

    public static readonly KindForm Community = new(HoldCommunityActivity.Type, "ceremony")
    {
        Lead = ("Việc làm vì cộng đồng: tặng quà, xây nhà, hiến máu.",
            "Work for the community: gifts, homes, blood donated."),
        Members = "cityIds",
        Parts =
        [
            PartSpec.What(new FieldSpec("kind", "Làm gì", "What was done")
            {
                Hint = ("Ví dụ: Tặng quà trẻ em dịp Tết Trung thu.", "Such as Tặng quà trẻ em dịp Tết Trung thu."),
            }, new FieldSpec("amountVnd", "Số tiền", "Amount")
            {
                Hint = ("Tính bằng đồng. Ví dụ: 50.000.000.", "In đồng, such as 50.000.000."),
            }),
            PartSpec.Whom("Đơn vị làm", "By whom", new FieldSpec("cityIds", "Đơn vị làm", "By whom")),
        ],
    };
}
