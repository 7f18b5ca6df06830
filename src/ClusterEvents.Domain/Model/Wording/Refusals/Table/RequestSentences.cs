namespace ClusterEvents.Domain.Model.Wording.Refusals.Table;

/// <summary>Requests as a whole: their form and size, limits, and trouble.</summary>
internal static class RequestSentences
{
    public static readonly Sentence[] All =
    [
        new("draft-lapsed",
            "Bảng này chỉ giữ đến {instant}. Tải tệp lên lần nữa.",
            "This sheet was kept until {instant}. Upload the file again."),
        new("body-too-large",
            "Nội dung gửi lớn hơn {most}. Gửi ít hơn mỗi lần.",
            "The body is larger than {most}. Send less at once."),
        new("file-too-large",
            "Tệp lớn hơn {most}. Chia thành nhiều tệp nhỏ hơn.",
            "The file is larger than {most}. Split it."),
        new("line-too-long",
            "Một dòng dài hơn {most}. Chia những việc khác nhau thành nhiều mục.",
            "A line is longer than {most}. Record separate facts as entries of their own."),
        new("too-many-requests",
            "Bạn gửi quá nhanh. Đợi {seconds} giây rồi gửi lại; chưa có gì được ghi.",
            "Too many at once. Wait {seconds} seconds and try again; nothing was recorded."),
        new("store-unreachable",
            "Sổ tạm thời không ghi được. Chưa có gì được ghi, những mục cũ vẫn an toàn. "
            + "Giữ trang này mở, bấm “Thử lại” sau {minutes} phút.",
            "The record cannot be written to for the moment. Nothing was recorded, and what stands is safe. "
            + "Keep this page open and try again in {minutes} minutes."),
        new("store-away",
            "Sổ tạm thời không dùng được. Gửi lại sau {seconds} giây: bản nào đã ghi sẽ được nhận ra theo mã.",
            "The store cannot be used for the moment. Send it again after {seconds} seconds: "
            + "what was recorded already is recognised by its id."),
        new("store-only-reads",
            "Sổ lúc này chỉ đọc được, không ghi được; những mục cũ vẫn an toàn. Báo người vận hành máy chủ, rồi gửi "
            + "lại: bản nào đã ghi sẽ được nhận ra theo mã.",
            "The record can only be read for the moment, not written to; what stands is safe. Tell whoever runs the "
            + "service, and send it again later: what was recorded already is recognised by its id."),
        new("store-full",
            "Máy chủ hết chỗ nên không ghi được; những mục cũ vẫn an toàn. Báo văn phòng cụm, giữ trang này mở.",
            "The server has no room left; what stands is safe. Tell the office of the cluster, and keep this page "
            + "open."),
        new("internal-error",
            "Có lỗi của chương trình, không phải của bạn. Chưa chắc đã ghi: bấm “Xem đã ghi chưa”. Mã để báo lỗi: "
            + "{reference}.",
            "Something went wrong with the program, not with you. It may or may not be recorded: "
            + "choose “See whether it was”. Reference: {reference}."),
        new("program-fault",
            "Có lỗi của chương trình, không phải của yêu cầu. Không có gì ghi dở; nhật ký máy chủ có lý do. "
            + "Mã để báo lỗi: {reference}.",
            "This is a fault of the program, not of the request. Nothing was half-recorded; the log holds the reason. "
            + "Reference: {reference}."),
        new("malformed-json",
            "Không đọc được JSON[ ở dòng {line}, chữ thứ {place}]. Sửa chỗ đó; "
            + "không ghi một tên hai lần, không lồng quá {most} tầng.",
            "This is not valid JSON[ at line {line}, character {place}]. Correct it; "
            + "names must not be repeated, nor nested deeper than {most} levels."),
        new("body-too-slow",
            "Nội dung gửi đến quá chậm: phải xong trong {seconds} giây. Gửi ít hơn mỗi lần.",
            "The body came too slowly: it has {seconds} seconds. Send less at once, or lines as application/x-ndjson."),
        new("import-too-slow",
            "Nhập quá lâu nên dừng ở dòng này (tối đa {seconds} giây). Gửi lại từ dòng này; "
            + "dòng đã ghi sẽ được nhận ra.",
            "The import took too long and ended at this line (at most {seconds} seconds). "
            + "Send the lines from here on again: one that was recorded already is recognised by its id."),
        new("import-paused",
            "Không có dòng nào ghi được trong {seconds} giây nên dừng ở đây. Gửi lại từ dòng này; "
            + "dòng đã ghi sẽ được nhận ra.",
            "No line was recorded for {seconds} seconds, so the import ended here. Send the lines from here on again: "
            + "one that was recorded already is recognised by its id."),
        new("unsupported-media-type",
            "Không nhận loại nội dung này. Gửi với Content-Type là {expected}.",
            "This kind of content is not taken. Send Content-Type: {expected}."),
        new("no-event-of-this-media-type",
            "Không nhận loại nội dung này. Gửi với Content-Type là {expected}. Ở chế độ nhị phân (thuộc tính ở các "
            + "tiêu đề ce-…), nội dung là application/json.",
            "This kind of content is not taken. Send Content-Type: {expected}. In binary mode, which has the "
            + "attributes in headers ce-…, the body is application/json."),
        new("compressed-body",
            "Không nhận nội dung nén ({value}). Gửi nguyên, không nén.",
            "A body is taken as it is. Leave Content-Encoding: {value} out, and send it so."),
        new("not-acceptable",
            "Không có bản nào theo loại đã yêu cầu. Có: {expected}.",
            "Accept asks for nothing that is here. There is {expected}."),
        new("uri-too-long",
            "Địa chỉ dài hơn {most} chữ. Bỏ bớt bộ lọc.",
            "A path with its query has at most {most} bytes. Ask for less at once."),
        new("bad-request",
            "Yêu cầu không đọc được. Kiểm tra lại địa chỉ và nội dung gửi.",
            "The request cannot be read. Check its address, headers and body."),
        new("nothing-here",
            "Không có gì ở địa chỉ này. Kiểm tra lại: /openapi/v1.json ghi những địa chỉ hiện có.",
            "Nothing is at this address. /openapi/v1.json lists what there is."),
        new("no-page-here",
            "Không có trang nào ở địa chỉ này. Kiểm tra lại địa chỉ, hoặc tìm bằng từ khóa.",
            "No page is at this address. Check it, or search by words."),
        new("method-not-allowed",
            "Không dùng được {method} ở địa chỉ này. Kiểm tra lại: /openapi/v1.json ghi những gì dùng được.",
            "{method} is not possible here. /openapi/v1.json lists what is."),
        new("wrong-host",
            "Khi chưa cài đăng nhập, sổ chỉ mở trên chính máy này. Mở {value}, không từ trang của nơi khác.",
            "Without an authority only this machine is answered, under a name of its own. "
            + "Ask {value}, and from no page of another site. For other names set AllowedHosts, or an authority."),
        new("followed-now",
            "Những gì đã biết lúc ấy không đổi nữa. Bỏ thời điểm để theo dõi dòng thời gian.",
            "What was known then does not change. Leave the point in time out to follow the timeline."),
        new("refused",
            "Máy chủ không nhận yêu cầu này. Kiểm tra lại địa chỉ và nội dung gửi.",
            "The server does not take this request. Check its address, headers and body."),
    ];
}
