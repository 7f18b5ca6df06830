namespace ClusterEvents.Domain.Model.Wording.Refusals.Table;

/// <summary>Directives and targets, which are followed up.</summary>
internal static class TrackedSentences
{
    public static readonly Sentence[] All =
    [
        new("due-before-issue",
            "Hạn {due} sớm hơn ngày ban hành {issued}. Sửa hạn hoặc ngày ban hành.",
            "It is due on {due}, before it was issued on {issued}. Change one of the two."),
        new("before-issue",
            "Chỉ đạo chưa ban hành trước {issued}, nên chưa thể có việc này ngày {day}. Sửa một trong hai ngày.",
            "The directive was not issued before {issued}; nothing about it can have happened on {day}. "
            + "Correct one of the two days."),
        new("directive-not-addressed-to-city",
            "Chỉ đạo này không gửi {city}, mà gửi {cities}. Chọn đúng chỉ đạo hoặc đúng đơn vị.",
            "The directive is not addressed to {city} but to {cities}. Choose the right directive or city."),
        new("already-acknowledged",
            "{city} đã tiếp nhận chỉ đạo này[ ngày {day}]. Nếu mục đó sai, đính chính nó.",
            "{city} has acknowledged this already[, on {day}]. Correct that entry if it is wrong."),
        new("directive-fulfilled",
            "{city} đã hoàn thành chỉ đạo này[ ngày {day}]. Việc sau ngày đó không ghi thêm được; "
            + "nếu ngày sai, đính chính mục hoàn thành.",
            "{city} fulfilled this[ on {day}]. Nothing later can be added; correct the fulfilment if its day is "
            + "wrong."),
        new("directive-closed",
            "Mọi đơn vị đã hoàn thành “{entry}”, chỉ đạo khép lại[ ngày {day}]. "
            + "Nếu có đơn vị chưa xong, đính chính mục hoàn thành của nơi đó; nếu là việc mới, ban hành chỉ đạo mới.",
            "All have fulfilled “{entry}”, and it closed[ on {day}]. Correct a fulfilment that is wrong, or issue a "
            + "new directive."),
        new("directive-revoked",
            "“{entry}” đã thu hồi[ ngày {day}]. Nếu thu hồi nhầm, rút lại mục thu hồi.",
            "“{entry}” was revoked[ on {day}]. If that is wrong, retract the revocation."),
        new("directive-not-due",
            "Chỉ đạo đến hạn ngày {due}, hết ngày đó mới quá hạn. Ghi ngày sau hạn.",
            "The directive is due on {due} and overdue only after that day. Enter a later day."),
        new("directive-never-due",
            "Chỉ đạo không có hạn nên không quá hạn. Nếu có hạn, ghi điều chỉnh chỉ đạo trước.",
            "The directive has no due day and is never overdue. If it has one, record the amendment first."),
        new("already-overdue",
            "Sổ đã ghi {city} quá hạn này, tính đến {day}. Không phải ghi thêm.",
            "{city} is already recorded as overdue for this due day, as of {day}. There is nothing to add."),
        new("target-not-set-for-city",
            "Chỉ tiêu “{entry}” không giao cho {city}. Chọn đúng chỉ tiêu, hoặc giao cho {city} trước.",
            "The target “{entry}” is not set for {city}. Choose another, or set it for {city} first.", "cities"),
        new("city-with-cluster-scope",
            "Chỉ tiêu của cả cụm không ghi riêng một nơi. Bỏ ô “Địa phương”, hoặc chọn phạm vi “Địa phương”.",
            "A target of the whole cluster names no city. Omit it, or choose the scope “Cities”."),
        new("unit-differs",
            "Chỉ tiêu này tính bằng {own}, không bằng {unit}. Ghi lại theo {own}.",
            "This target is measured in {own}, not in {unit}. Enter it in {own}."),
        new("due-before-set",
            "Hạn {due} sớm hơn ngày giao chỉ tiêu {set}. Sửa hạn hoặc ngày giao.",
            "It is due on {due}, before it was set on {set}. Change one of the two."),
        new("before-set",
            "Chỉ tiêu chưa giao trước {set}, nên chưa thể có việc này ngày {day}. Sửa một trong hai ngày.",
            "The target was not set before {set}; nothing about it can have happened on {day}. "
            + "Correct one of the two days."),
        new("target-met",
            "{city} đã đạt chỉ tiêu này. Điều chỉnh chỉ tiêu, hoặc đính chính mục đó.",
            "{city} has already met the target. Revise the target, or correct that entry."),
        new("target-missed",
            "Sổ đã ghi {city} không đạt chỉ tiêu này. Điều chỉnh chỉ tiêu, hoặc đính chính mục đó.",
            "{city} has already missed the target. Revise the target, or correct that entry."),
        new("target-not-due",
            "Chỉ tiêu đến hạn ngày {due}, trước đó chưa thể ghi “không đạt”. Ghi số liệu trong tháng.",
            "The target is due on {due} and cannot be missed before. Report its value instead."),
        new("final-value-contradicts",
            "Kết quả {number} trái với mức “{goal}”. Kiểm tra số, hoặc chọn mục đạt, không đạt cho đúng.",
            "A final value of {number} contradicts “{goal}”. Check it, or choose met or missed accordingly."),
    ];
}
