namespace ClusterEvents.Domain.Model.Wording.Refusals.Table;

/// <summary>The day, the cluster, the campaigns and the cities of an entry, and what it refers to.</summary>
internal static class EnvelopeSentences
{
    public static readonly Sentence[] All =
    [
        new("last-day-without-first",
            "Có ngày cuối mà chưa có đúng ngày đầu. Nhập ngày đầu, hoặc bỏ ngày cuối.",
            "There is a last day without the exact first one. Enter the first day, or omit the last."),
        new("time-outside-part",
            "{time} không thuộc “{part}”. Sửa giờ, hoặc chọn buổi khác.",
            "{time} is not in the part of the day “{part}”. Correct the time, or choose another part."),
        new("no-real-day",
            "{day} không phải ngày có thật. Nếu không biết ngày, chọn “Không rõ ngày”.",
            "{day} is no real day. If you do not know the day, omit it and choose “Unknown”."),
        new("cities-with-campaign-scope",
            "Việc của riêng phong trào không ghi ô {field}. Bỏ ô này, hoặc chọn phạm vi “Địa phương”.",
            "What is the campaign's alone has no {field}. Omit it, or choose the scope “Cities”."),
        new("scope-not-campaign",
            "Việc này là của cụm hoặc địa phương. Chọn phạm vi “Cả cụm” hoặc “Địa phương”.",
            "This is of a cluster or of cities. Choose the scope “Whole cluster” or “Cities”."),
        new("scope-only-city",
            "Việc này không phải của cả cụm. Chọn phạm vi “Địa phương”.",
            "This is not an activity of a cluster. Choose the scope “Cities”."),
        new("cities-not-named",
            "Chưa chọn địa phương. Chọn ít nhất một nơi, hoặc chọn phạm vi “Cả cụm”.",
            "Choose the cities: at least one, or the scope “Whole cluster”."),
        new("day-needed-for-cluster",
            "Việc của cả cụm cần có ngày, vì thành viên tính theo ngày. Nhập ngày, hoặc chọn từng địa phương.",
            "What the whole cluster did needs a day, because members are those of that day. Enter it, or choose "
            + "cities."),
        new("no-members-on-that-day",
            "Sổ chưa có thành viên nào của {cluster} ngày {day}. Ghi “Đơn vị vào cụm” trước, hoặc sửa ngày.",
            "No members of {cluster} are on record for {day}. Record who had joined, or correct the day."),
        new("cities-are-not-the-members",
            "Việc của cả cụm ngày {day} gồm {cities}. Chọn đủ những nơi này, hoặc chọn “Chỉ một số đơn vị”.",
            "For the whole cluster on {day} this means {cities}. Choose these, or “Only some of them”."),
        new("belongs-to-another-cluster",
            "“{entry}” là của {cluster}. Chọn {cluster}, hoặc chọn mục khác.",
            "“{entry}” belongs to {cluster}. Choose that cluster, or another entry."),
        new("campaign-not-open-to-cluster",
            "“{entry}” là của cụm khác hoặc ngành khác, không mở cho {cluster}. Bỏ đi, hoặc chọn phong trào khác.",
            "“{entry}” is another cluster's or another ministry's, and not open to {cluster}. Omit it, or choose "
            + "another "
            + "campaign."),
        new("not-on-record",
            "Sổ không có {kind} “{value}”. Ghi {kind} đó trước, hoặc sửa lại khóa.",
            "No {kind} “{value}” is on record. Record it first, or correct the key."),
        new("unknown-entry",
            "Sổ không có mục này[ trong {stream}]. Kiểm tra lại mã hoặc địa chỉ.",
            "No such entry is on record[ of {stream}]. Check the id, or the address.", "id"),
        new("names-another-thing",
            "Mục được ghi vào {own}, mà trong nội dung lại là {named}. Ghi cùng một nơi ở cả hai chỗ.",
            "It is added to {own}, and names {named}. Name the same one in both places."),
        new("only-its-own-city",
            "Mục này chỉ nói về {city}. Bỏ ô “Địa phương”.",
            "This is about {city} alone. Omit the cities."),
        new("city-merged",
            "Từ {since}, {city} đã nhập vào {successor}. Chọn {successor}; ngày trước đó thì {city} vẫn ghi được.",
            "Since {since}, {city} is part of {successor}. Choose {successor}; for an earlier day {city} stands."),
        new("city-not-a-member",
            "{city} không là thành viên {cluster} ngày {day}[ (đã rời cụm ngày {until})]. Bỏ chọn; nếu là khách thì "
            + "chọn "
            + "ở “Khách mời”.",
            "{city} was no member of {cluster} on {day}[ (it left on {until})]. Remove it; if it came as a guest, "
            + "choose "
            + "it under “Guests”."),
        new("city-was-no-member",
            "{city} không là thành viên {cluster} ngày {day}[ (đã rời cụm ngày {until})]. Bỏ chọn, hoặc ghi “Đơn vị "
            + "vào "
            + "cụm” trước.",
            "{city} was no member of {cluster} on {day}[ (it left on {until})]. Remove it, or record its membership "
            + "first."),
        new("city-outside-campaign-scope",
            "{field} có {city}, mà việc của riêng phong trào không ghi địa phương. Chọn phạm vi “Cả cụm” hoặc “Địa "
            + "phương”.",
            "{field} names {city}, which the scope “Campaign” leaves out. Choose “Whole cluster” or “Cities”."),
        new("city-left-out",
            "{field} có {city}, nên ô “Địa phương” cũng phải có {city}. Chọn thêm, hoặc bỏ trống ô đó.",
            "{field} names {city}, so “Cities” must contain it. Add it, or omit “Cities”."),
        new("cities-left-out",
            "“{entry}” còn liên quan {cities}. Chọn thêm những nơi này, hoặc bỏ trống phạm vi và địa phương.",
            "“{entry}” concerns {cities} as well, and so does this. Add them to “Cities”, or omit scope and cities."),
        new("guests-not-allowed",
            "Loại việc này không có khách mời. Bỏ ô “Khách mời”.",
            "This kind of event has no guests: meetings, ceremonies, community activities and inspections have. Omit "
            + "“Guests”."),
        new("key-of-another-kind",
            "“{value}” không phải khóa của {kind}. Chọn một {kind}, ví dụ {example}.",
            "“{value}” is not the key of a {kind}. Name one, such as {example}."),
        new("key-not-derived",
            "Tên này không đặt được thành khóa. Ghi khóa, ví dụ {example}.",
            "No key can be derived from the name. Give one, such as {example}."),
        new("key-already-on-record",
            "Sổ đã có {kind} với khóa “{value}”. Chọn khóa khác.",
            "A {kind} with the key “{value}” is on record already. Choose another key."),
        new("first-entry-retracted",
            "Mục đầu tiên của “{entry}” đã rút lại nên không ghi thêm được. Nếu rút nhầm, khôi phục mục đó trước.",
            "The first entry of “{entry}” was retracted, so nothing can be added. Reinstate it first if that is "
            + "wrong."),
    ];
}
