namespace ClusterEvents.Domain.Model.Wording.Refusals.Table;

/// <summary>Corrections of entries, repeated recordings, and others at work.</summary>
internal static class CorrectionSentences
{
    public static readonly Sentence[] All =
    [
        new("later-entry-contradicts",
            "Ghi như vậy thì “{entry}”[ ngày {day}] trong sổ không đứng được. {reason}",
            "With it, “{entry}”[ of {day}], which is on record, could not stand. {reason}"),
        new("later-entry-needs-it",
            "Bỏ mục này thì “{entry}”[ ngày {day}] trong sổ không đứng được. {reason}",
            "Without it, “{entry}”[ of {day}], which is on record, could not stand. {reason}"),
        new("nothing-changed",
            "Chưa có ô nào khác với điều đang ghi. Sửa ít nhất một ô, hoặc bỏ đính chính này.",
            "Nothing differs from what stands. Change at least one field, or leave it as it is."),
        new("value-is-the-same",
            "Ô {field} đã ghi đúng như vậy. Ghi điều mới, hoặc bỏ thay đổi này.",
            "{field} has this value already. Enter the new one, or omit the change."),
        new("changed-twice",
            "Ô {field} được sửa hai lần. Chỉ ghi một điều mới.",
            "{field} is changed twice. Give one new value."),
        new("item-not-removable",
            "Không bỏ riêng được một mục trong danh sách. Sửa cả danh sách.",
            "An item of a list cannot be removed by itself. Change the list as a whole."),
        new("nothing-to-change-in",
            "{field} chưa có gì nên không sửa riêng một ô trong đó được. Ghi cả {field}.",
            "{field} has no value, so a field in it cannot be changed. Set {field} as a whole."),
        new("old-value-differs",
            "{who} vừa đính chính ô {field} lúc {instant}, nay ghi “{now}”. Chọn giữ điều đó hay ghi điều của bạn.",
            "{who} corrected {field} at {instant}; it now says “{now}”. Keep that, or record yours."),
        new("value-is-another",
            "Ô {field} nay ghi “{now}”, khác với điều đã gửi. Xem lại mục rồi đính chính theo điều đang ghi.",
            "{field} now says “{now}”, which is not what was sent as the old value. Read the entry again."),
        new("value-is-none",
            "Ô {field} nay để trống, khác với điều đã gửi. Xem lại mục rồi đính chính theo điều đang ghi.",
            "{field} now has no value, and an old one was sent. Read the entry again."),
        new("already-retracted",
            "Mục này đã được {who} rút lại lúc {instant}. Không phải làm gì thêm.",
            "{who} retracted this entry at {instant}. There is nothing left to do."),
        new("retracted-before",
            "Mục này đã rút lại rồi. Muốn bỏ việc rút lại thì khôi phục mục.",
            "The entry is retracted already. Reinstate it to undo that."),
        new("not-retracted",
            "Mục này không bị rút lại nên không cần khôi phục.",
            "The entry is not retracted, so there is nothing to reinstate."),
        new("correction-of-a-correction",
            "Mục này là một lần đính chính, rút lại hoặc tương tự, không sửa được. Sửa mục gốc[: {entry}].",
            "This is itself a correction, retraction or the like, which cannot be corrected. Name the entry that it is "
            + "about[: {entry}]."),
        new("city-not-named",
            "Mục này không nói về {city}. Chỉ {cities} phản bác được.",
            "The entry does not name {city}. It can be disputed by {cities}."),
        new("no-city-named",
            "Mục này không nói về địa phương nào nên không nơi nào phản bác được.",
            "The entry names no city, so there is none that can dispute it."),
        new("retracted-not-disputed",
            "Mục này đã rút lại nên không cần phản bác.",
            "The entry is retracted, so there is nothing to dispute."),
        new("already-disputed",
            "{city} đã ghi ý kiến về mục này[ lúc {instant}]. Muốn nói khác, rút ý kiến cũ trước.",
            "{city} disputed this entry[ at {instant}]. To say something else, withdraw that first."),
        new("not-disputed",
            "{city} không phản bác mục này nên không có gì để rút. Đính chính hoặc rút lại mục cũng khép lại phản bác.",
            "{city} does not dispute the entry, so there is nothing to withdraw. A dispute ends as well when the "
            + "entry is "
            + "corrected or retracted."),
        new("not-personal",
            "{field} không phải dữ liệu cá nhân của mục, hoặc để trống.[ Mục có: {personal}.]",
            "{field} is no personal field of the entry, or has no value.[ It has {personal}.]"),
        new("nothing-personal",
            "Mục này không có dữ liệu cá nhân nên không có gì để xóa.",
            "There is nothing personal in the entry, so there is nothing to erase."),
        new("about-no-person",
            "Mục này không nói về một người. Chọn ô cần xóa: {personal}.",
            "The entry is about no person. Name the fields to erase: {personal}."),
        new("names-the-erased",
            "Mục xóa này ở lại trong sổ. Không ghi tên người đó ở căn cứ, người yêu cầu và lý do.",
            "The erasure itself stays on record. Leave the name out of its legal basis, requester and reason."),
        new("looks-like-a-repeat",
            "Sổ đã có một mục rất giống: {entry}, {who} ghi lúc {instant}. So hai mục rồi chọn: không ghi, đính chính "
            + "mục "
            + "đó, hay vẫn ghi.",
            "An entry much like this stands already: {entry}, recorded by {who} at {instant}. Compare them, then do "
            + "not "
            + "record, correct that one, or record all the same."),
        new("already-recorded",
            "Bản này đã ghi rồi, ở vị trí {position}: {entry}. Sổ không ghi lần thứ hai.",
            "This was recorded already, at position {position}: {entry}. It is not recorded twice."),
        new("idempotency-key-reused",
            "Mẫu này đã dùng để ghi một nội dung khác. Bấm “Ghi thành mục mới” nếu đây là việc khác.",
            "This form was already used to record something else. Choose “Record as a new entry” if it is another "
            + "event."),
        new("recorded-with-other-content",
            "Sổ đã có bản “{value}” với nội dung khác. Sổ không ghi đè: gửi đính chính, hoặc gửi với mã mới.",
            "“{value}” is on record with other content. Nothing recorded is overwritten: send a correction, or a new "
            + "id.",
            "source"),
        new("stale-version",
            "Có người vừa ghi thêm vào “{entry}”. Xem mục mới ở dưới rồi ghi lại; điều bạn nhập vẫn còn.",
            "Someone has just added to “{entry}”. Look at it below, then record again; what you typed is still here.",
            "version", "expected"),
        new("concurrent-write",
            "Có người vừa ghi thêm cùng lúc. Chưa có gì được ghi: xem mục mới rồi ghi lại; điều bạn nhập vẫn còn.",
            "Someone has just added something at the same moment. Nothing was recorded: look at it, then record again; "
            + "what you typed is still here."),
        new("installation-not-empty",
            "Chỉ khôi phục được giờ ghi và người ghi vào một sổ trống; sổ này đã có mục đến {instant}. Nhập mà không "
            + "giữ "
            + "lại, hoặc khôi phục vào sổ trống.",
            "Original times and recorders are kept only when restoring into an empty installation: this one has "
            + "events up "
            + "to {instant}. Import without preserving them, or restore into an empty one."),
    ];
}
