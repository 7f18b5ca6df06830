namespace ClusterEvents.Domain.Model.Wording.Refusals.Table;

/// <summary>Who may record what.</summary>
internal static class RightsSentences
{
    public static readonly Sentence[] All =
    [
        new("not-your-city",
            "Bạn ghi cho {own}, còn việc này của {city}. Nhờ người ghi của {city}, hoặc văn phòng cụm.",
            "You record for {own}, and this is {city}'s. Ask the recorder of {city}, or the office of the cluster."),
        new("no-city-of-yours",
            "Bạn chưa được giao ghi cho nơi nào, còn việc này của {city}. Nhờ người ghi của {city}, hoặc văn phòng "
            + "cụm.",
            "You record for no city yet, and this is {city}'s. Ask the recorder of {city}, or the office of the "
            + "cluster."),
        new("needs-the-cluster",
            "Việc chung của cụm do văn phòng cụm[ hoặc Cụm trưởng năm {year} ({lead})] ghi. Gửi cho nơi đó; "
            + "bản này được giữ để bạn chép.",
            "What concerns the whole cluster is recorded by the office of the cluster[ or the lead of {year} "
            + "({lead})]. Send it to them; this draft is kept for you to copy."),
        new("needs-the-office",
            "Việc này do văn phòng cụm ghi. Gửi cho nơi đó; bản này được giữ để bạn chép.",
            "This is recorded by the office of the cluster. Send it to them; this draft is kept for you to copy."),
        new("needs-all-concerned",
            "Việc này của mọi nơi có trong “{entry}”, không chỉ của nơi bạn ghi cho. "
            + "Nhờ văn phòng cụm hoặc Cụm trưởng ghi.",
            "This is for all whom “{entry}” concerns, not only for those for whom you record. "
            + "Ask the office of the cluster, or its lead."),
        new("not-your-own",
            "{city} không tự {what} của mình. Việc này do văn phòng cụm ghi.",
            "{city} may not {what} for itself. The office of the cluster records it."),
        new("not-your-thing",
            "“{entry}” không nói về nơi bạn ghi cho. Nhờ người ghi của một nơi có trong đó, hoặc văn phòng cụm.",
            "“{entry}” concerns none of those for whom you record. Ask the recorder of one that it concerns, or the "
            + "office of the cluster."),
        new("key-of-another-city",
            "Khóa “{value}” bắt đầu bằng khóa của {city}, nơi bạn không ghi cho. Chọn khóa khác, hoặc bỏ trống.",
            "“{value}” begins with the key of {city}, for which you do not record. "
            + "Choose another key, or leave it to the server."),
        new("key-without-own-city",
            "Khóa “{value}” để dành cho việc chung. Đặt khóa của nơi bạn ghi cho ở trước, như “{example}”, hoặc bỏ "
            + "trống.",
            "“{value}” is kept for what is the cluster's. Put the key of your city before it, such as “{example}”, "
            + "or leave it to the server."),
        new("key-of-another-recording",
            "Khóa “{value}” có dạng của khóa lập từ một bản ghi khác. Chọn khóa khác, hoặc bỏ trống.",
            "“{value}” has the form of a key that is derived from a recording, and not from this one. "
            + "Choose another key, or leave it to the server."),
        new("not-your-source",
            "Nguồn gửi “{value}” là của người khác. Gửi từ “{own}”, hoặc từ một nguồn chưa ai dùng.",
            "The source “{value}” is another's. Send as “{own}”, or from a source of your own system that nobody else "
            + "has used."),
        new("only-administrators",
            "Việc này chỉ quản trị viên ghi được. Nhờ quản trị viên.",
            "Only an administrator may record this. Ask for the role administrator."),
        new("only-administrators-restore",
            "Chỉ quản trị viên được giữ lại giờ ghi và người ghi của bản xuất. Nhờ quản trị viên.",
            "Only an administrator may preserve the originals of an export. Ask for the role administrator."),
        new("not-allowed",
            "Vai trò của bạn chưa được làm việc này. Nhờ quản trị viên giao vai trò cần có.",
            "Your roles do not allow this. Ask an administrator for the role that it needs."),
        new("not-signed-in",
            "Bạn chưa đăng nhập. Đăng nhập rồi làm tiếp; điều đã nhập vẫn còn.",
            "You are not signed in. Sign in and go on; what you typed is kept."),
        new("token-needed",
            "Yêu cầu chưa có mã đăng nhập hợp lệ của sổ này. Đăng nhập, rồi gửi kèm mã (bearer token).",
            "Sign in: send a bearer token of the configured authority, for this service and with a “sub”."),
        new("session-ended",
            "Phiên làm việc đã hết. Chưa có gì được ghi và không có gì bị mất: đăng nhập lại rồi làm tiếp.",
            "Your session has ended. Nothing was recorded and nothing is lost: sign in again and go on."),
    ];
}
