using System.Globalization;

namespace ClusterEvents.Domain.Model.Wording;

/// <summary>The names of the fields of events for people; a test requires one for every field.</summary>
public static class FieldNames
{
    private static readonly Dictionary<string, (string Vietnamese, string English)> Names = new(StringComparer.Ordinal)
    {
        ["occurredOn"] = ("Ngày diễn ra", "Day"),
        ["endsOn"] = ("Ngày cuối", "Last day"),
        ["dayPart"] = ("Buổi", "Part of the day"),
        ["localTime"] = ("Giờ", "Time"),
        ["sequenceHint"] = ("Thứ tự trong buổi", "Order within the part of the day"),
        ["precision"] = ("Độ chính xác của ngày", "Precision of the day"),
        ["assertion"] = ("Mức khẳng định", "Stated or inferred"),
        ["clusterId"] = ("Cụm", "Cluster"),
        ["scope"] = ("Phạm vi", "Scope"),
        ["cityIds"] = ("Địa phương", "Cities"),
        ["guestCityIds"] = ("Khách mời", "Guests"),
        ["campaignIds"] = ("Phong trào", "Campaigns"),
        ["sources"] = ("Nguồn", "Sources"),
        ["sources.title"] = ("Tên bài hoặc tên văn bản", "Title"),
        ["amountVnd"] = ("Số tiền", "Amount"),
        ["asOf"] = ("Tính đến ngày", "As of"),
        ["attendance"] = ("Số người dự", "Attendance"),
        ["award"] = ("Khen thưởng bị thu hồi", "Commendation"),
        ["baseline"] = ("Mức ban đầu", "Baseline"),
        ["basis"] = ("Căn cứ", "Basis"),
        ["block"] = ("Khối", "Block"),
        ["by"] = ("Người thực hiện", "By"),
        ["byline"] = ("Tác giả", "Author"),
        ["addressees"] = ("Đơn vị thực hiện", "Addressees"),
        ["chair"] = ("Chủ trì", "Chair"),
        ["changes"] = ("Thay đổi", "Changes"),
        ["city"] = ("Địa phương", "City"),
        ["cityId"] = ("Địa phương", "City"),
        ["decisionDate"] = ("Ngày quyết định", "Date of the decision"),
        ["decisionNumber"] = ("Số quyết định", "Number of the decision"),
        ["deputy"] = ("Cụm phó", "Deputy"),
        ["documentDate"] = ("Ngày văn bản", "Date of the document"),
        ["documentNumber"] = ("Số văn bản", "Number of the document"),
        ["documentRef"] = ("Văn bản", "Document"),
        ["dueOn"] = ("Hạn", "Due day"),
        ["effectiveOn"] = ("Có hiệu lực từ", "Effective on"),
        ["evidence"] = ("Kết quả, minh chứng", "Evidence"),
        ["field"] = ("Ô", "Field"),
        ["fields"] = ("Các ô", "Fields"),
        ["finalValue"] = ("Kết quả cuối cùng", "Final value"),
        ["form"] = ("Hình thức", "Form"),
        ["forYear"] = ("Năm", "Year"),
        ["from"] = ("Từ", "From"),
        ["gist"] = ("Nội dung phát biểu", "Gist"),
        ["governingBody"] = ("Cơ quan quản lý", "Governing body"),
        ["gsoCode"] = ("Mã đơn vị hành chính", "GSO code"),
        ["honouree"] = ("Tưởng niệm, tri ân", "Honouree"),
        ["horizon"] = ("Thời kỳ", "Horizon"),
        ["hostUnit"] = ("Đơn vị đăng cai", "Host"),
        ["inspected"] = ("Đơn vị được kiểm tra", "Inspected"),
        ["inspector"] = ("Đơn vị kiểm tra", "Inspector"),
        ["isoCode"] = ("Mã ISO 3166-2", "ISO 3166-2 code"),
        ["issuer"] = ("Ai ban hành", "Issuer"),
        ["items"] = ("Nội dung", "Items"),
        ["kind"] = ("Loại", "Kind"),
        ["launcher"] = ("Ai phát động", "Launcher"),
        ["lead"] = ("Cụm trưởng", "Lead"),
        ["legalBasis"] = ("Căn cứ pháp lý", "Legal basis"),
        ["level"] = ("Cấp khen thưởng", "Level"),
        ["max"] = ("Điểm tối đa", "Maximum"),
        ["meeting"] = ("Hội nghị", "Meeting"),
        ["metric"] = ("Chỉ tiêu", "Metric"),
        ["mode"] = ("Cách chọn", "Mode"),
        ["name"] = ("Tên", "Name"),
        ["new"] = ("Sẽ ghi", "New"),
        ["newDueOn"] = ("Hạn mới", "New due day"),
        ["newPlannedOn"] = ("Ngày dự kiến mới", "New planned day"),
        ["note"] = ("Ghi chú", "Note"),
        ["number"] = ("Số", "Number"),
        ["old"] = ("Đang ghi", "Old"),
        ["operator"] = ("So sánh", "Comparison"),
        ["pactRef"] = ("Số giao ước", "Pact"),
        ["participants"] = ("Đơn vị tham gia", "Participants"),
        ["percent"] = ("Tiến độ (%)", "Progress (%)"),
        ["period"] = ("Thời gian", "Period"),
        ["person"] = ("Người phát biểu", "Speaker"),
        ["place"] = ("Địa điểm", "Place"),
        ["plannedOn"] = ("Ngày dự kiến", "Planned day"),
        ["polarity"] = ("Loại nhận xét", "Polarity"),
        ["points"] = ("Điểm", "Points"),
        ["post"] = ("Chức vụ", "Post"),
        ["predecessors"] = ("Đơn vị nhập vào", "Predecessors"),
        ["publishedAt"] = ("Ngày đăng", "Day of publication"),
        ["publisher"] = ("Cơ quan đăng hoặc ban hành", "Publisher"),
        ["rank"] = ("Cấp bậc", "Rank"),
        ["reason"] = ("Lý do", "Reason"),
        ["recipientUnit"] = ("Đơn vị được khen", "Recipient"),
        ["relatedTo"] = ("Gắn với", "Related to"),
        ["requestedBy"] = ("Người yêu cầu", "Requested by"),
        ["sha256"] = ("Vân tay của tệp", "Hash of the file"),
        ["sheetVersion"] = ("Bảng chấm điểm", "Score sheet"),
        ["signatories"] = ("Đơn vị ký", "Signatories"),
        ["slogan"] = ("Khẩu hiệu", "Slogan"),
        ["successor"] = ("Nhập vào", "Successor"),
        ["summary"] = ("Nội dung chỉ đạo", "Summary"),
        ["text"] = ("Nội dung", "Text"),
        ["targetEventId"] = ("Mục được nói tới", "Entry"),
        ["title"] = ("Danh hiệu, tên", "Title"),
        ["titlesRegistered"] = ("Danh hiệu đăng ký", "Titles registered"),
        ["to"] = ("Đến", "To"),
        ["topic"] = ("Về việc", "Topic"),
        ["unit"] = ("Đơn vị", "Unit"),
        ["url"] = ("Địa chỉ trên mạng", "Web address"),
        ["validFrom"] = ("Có từ ngày", "Valid from"),
        ["value"] = ("Giá trị", "Value"),
        ["venue"] = ("Địa điểm", "Venue"),
        ["votes"] = ("Số phiếu", "Votes"),
        ["year"] = ("Năm", "Year"),
    };

    /// <summary>
    /// The name of a field, such as <c>dueOn</c>; of a path such as <c>items[0].text</c>, with its number.
    /// </summary>
    public static string Of(Language language, string path)
    {
        var parts = path.Split('.');
        return string.Join(", ", parts.Select((part, at) => OfPart(language, at == 0 ? "" : parts[at - 1], part)));
    }

    /// <summary>The name of the last part of a path: a title is another thing in a source than elsewhere.</summary>
    public static string OfLast(Language language, string path) =>
        path.Split('.') is [.., var within, var last] ? OfPart(language, within, last) : Of(language, path);

    private static string OfPart(Language language, string within, string part)
    {
        var (name, number) = Parted(part);
        return (Names.TryGetValue($"{Parted(within).Name}.{name}", out var known) || Names.TryGetValue(name, out known)
            ? language.In(known.Vietnamese, known.English) : name) + number;
    }

    /// <summary>
    /// A part of a path such as <c>items[0]</c>: its name, and its number as people count, such as “ 1”.
    /// </summary>
    public static (string Name, string Number) Parted(string part)
    {
        var bracket = part.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0) return (part, "");
        var isNumber = int.TryParse(
            part.AsSpan(bracket + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var at);
        return (part[..bracket], isNumber && at < int.MaxValue ? $" {at + 1}" : "");
    }

    /// <summary>Whether a field has a name for people.</summary>
    public static bool Has(string field) => Names.ContainsKey(field);
}
