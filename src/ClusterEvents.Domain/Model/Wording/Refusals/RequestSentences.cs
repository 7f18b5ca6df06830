namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>Requests as a whole: their form and size, limits, and trouble.</summary>
internal static class RequestSentences
{
    public static readonly Sentence[] All =
    [
        new("draft-lapsed",
            "Bảng này chỉ giữ đến {instant}. Tải tệp lên lần nữa.",
            "This sheet was kept until {instant}. Upload the file again."),
        new("body-too-large",
            "Tệp lớn hơn {most}. Chia thành nhiều tệp nhỏ hơn.",
            "The file is larger than {most}. Split it."),
        new("line-too-long",
            "Một dòng dài hơn {most}. Chia những việc khác nhau thành nhiều mục.",
            "A line is longer than {most}. Record separate facts as entries of their own."),
        new("too-many-requests",
            "Bạn gửi quá nhanh. Đợi {seconds} giây rồi bấm lại; chưa có gì được ghi.",
            "Too many at once. Wait {seconds} seconds and try again; nothing was recorded."),
        new("store-unreachable",
            "Sổ tạm thời không ghi được. Chưa có gì được ghi, những mục cũ vẫn an toàn. Giữ trang này mở, bấm “Thử lại” "
            + "sau {minutes} phút.",
            "The record cannot be written to for the moment. Nothing was recorded, and what stands is safe. Keep this page "
            + "open and try again in {minutes} minutes."),
        new("store-full",
            "Máy chủ hết chỗ nên không ghi được; những mục cũ vẫn an toàn. Báo văn phòng cụm, giữ trang này mở.",
            "The server has no room left; what stands is safe. Tell the office of the cluster, and keep this page open."),
        new("internal-error",
            "Có lỗi của chương trình, không phải của bạn. Chưa chắc đã ghi: bấm “Xem đã ghi chưa”. Mã để báo lỗi: "
            + "{reference}.",
            "Something went wrong with the program, not with you. It may or may not be recorded: choose “See whether it "
            + "was”. Reference: {reference}."),
        new("malformed-json",
            "Không đọc được JSON[ ở dòng {line}, chữ thứ {place}]. Sửa chỗ đó; không ghi một tên hai lần, không lồng quá "
            + "{most} tầng.",
            "This is not valid JSON[ at line {line}, character {place}]. Correct it; names must not be repeated, nor "
            + "nested deeper than {most} levels."),
        new("body-too-slow",
            "Nội dung gửi đến quá chậm: phải xong trong {seconds} giây. Gửi ít hơn mỗi lần.",
            "The body came too slowly: it has {seconds} seconds. Send less at once, or lines as application/x-ndjson."),
        new("import-too-slow",
            "Nhập quá lâu nên dừng ở dòng này (tối đa {seconds} giây). Gửi lại từ dòng này; dòng đã ghi sẽ được nhận ra.",
            "The import took too long and ended at this line (at most {seconds} seconds). Send the lines from here on "
            + "again: one that was recorded already is recognised by its id."),
        new("import-paused",
            "Không có dòng nào ghi được trong {seconds} giây nên dừng ở đây. Gửi lại từ dòng này; dòng đã ghi sẽ được "
            + "nhận ra.",
            "No line was recorded for {seconds} seconds, so the import ended here. Send the lines from here on again: one "
            + "that was recorded already is recognised by its id."),
        new("unsupported-media-type",
            "Không nhận loại nội dung này. Gửi với Content-Type là {expected}.",
            "This kind of content is not taken. Send Content-Type: {expected}."),
        new("compressed-body",
            "Không nhận nội dung nén ({value}). Gửi nguyên, không nén.",
            "A body is taken as it is. Leave Content-Encoding: {value} out, and send it so."),
        new("not-acceptable",
            "Không có bản nào theo loại đã yêu cầu. Có: {expected}.",
            "Accept asks for nothing that is here. There is {expected}."),
        new("uri-too-long",
            "Địa chỉ quá dài. Bỏ bớt bộ lọc.",
            "The address is too long. Leave some filters out."),
        new("bad-request",
            "Yêu cầu không đọc được. Kiểm tra lại địa chỉ và nội dung gửi.",
            "The request cannot be read. Check its address, headers and body."),
        new("not-found",
            "Không có gì ở địa chỉ này. Kiểm tra lại địa chỉ.",
            "Nothing is at this address. /openapi/v1.json lists what there is."),
        new("method-not-allowed",
            "Không làm được việc này ở địa chỉ này. Kiểm tra lại địa chỉ.",
            "{method} is not possible here. /openapi/v1.json lists what is.",
            "method"),
        new("wrong-host",
            "Sổ không mở dưới tên máy này. Mở bằng địa chỉ đã được cấp.",
            "This record is not served under that host name. Use the address that you were given."),
        new("refused",
            "Máy chủ không nhận yêu cầu này. Kiểm tra lại địa chỉ và nội dung gửi.",
            "The server does not take this request. Check its address, headers and body."),
    ];
}
