namespace ClusterEvents.Domain.Model.Wording.Refusals.Table;

/// <summary>Cities, clusters and their members.</summary>
internal static class RegistrySentences
{
    public static readonly Sentence[] All =
    [
        new("no-name-after-merger",
            "Từ {since}, {city} đã nhập vào {successor} nên không còn tên riêng. "
            + "Sửa ngày, hoặc đính chính mục sáp nhập.",
            "Since {since}, {city} is part of {successor} and has no name of its own. Correct the day, or that entry."),
        new("before-registration",
            "Sổ có nơi này từ {first}, ngày {day} chưa có tên. Sửa ngày, hoặc sửa “Có từ ngày” của mục đăng ký.",
            "The city is on record from {first} and had no name on {day}. Correct the day, or “Valid from” of the "
            + "registration."),
        new("name-is-the-same",
            "Ngày {day} nơi này đã mang tên “{name}”. Ghi tên mới, hoặc không cần ghi mục này.",
            "On {day} the city bears the name “{name}” already. Enter the new name, or leave this unrecorded."),
        new("not-a-gso-code",
            "“{value}” không phải mã đơn vị hành chính. Mã có đúng hai chữ số, ví dụ 01.",
            "“{value}” is no GSO code. It has two digits, as text, such as 01."),
        new("gso-code-taken",
            "Mã {value} đã thuộc một địa phương khác. Sửa mã; nếu nơi đó đã sáp nhập trước, ghi “Có từ ngày” của nơi "
            + "này.",
            "Another city is on record with the GSO code {value}. Correct it or, if that city was merged before, give "
            + "the first day of this one in “Valid from”."),
        new("gso-code-taken-over",
            "Không có mục sáp nhập này, {city} lại mang mã mà {holder} đã dùng từ khi sáp nhập. "
            + "Đính chính hoặc rút lại mục đăng ký {holder} trước.",
            "Without this merger {city} would have its GSO code again, which {holder} has taken over since. "
            + "Correct or retract the registration of {holder} first."),
        new("merger-names-its-cities",
            "Mục sáp nhập chỉ nói về nơi nhập vào và các đơn vị nhập vào. Bỏ ô “Địa phương”.",
            "A merger is about the successor and its predecessors alone. Omit the cities."),
        new("successor-is-predecessor",
            "{city} không thể nhập vào chính mình. Bỏ {city} khỏi các đơn vị nhập vào.",
            "{city} cannot be merged into itself. Remove it from the predecessors."),
        new("mergers-form-a-circle",
            "{city} đã nhập vào {successor}, nên {successor} không thể nhập vào {city}. "
            + "Bỏ chọn, hoặc đính chính mục cũ.",
            "{city} was itself merged into {successor}, so {successor} cannot be merged into it. "
            + "Remove it, or correct that entry."),
        new("city-changed-later",
            "{city} không thể kết thúc ngày {day}: ngày {last} còn đổi tên hoặc sáp nhập. "
            + "Sửa ngày, hoặc đính chính mục đó.",
            "{city} would end on {day}, and a name or a merger of {last} is on record of it. "
            + "Correct the day, or that entry."),
        new("city-already-merged",
            "{city} đã nhập vào nơi khác. Bỏ chọn, hoặc đính chính mục đó.",
            "{city} is already merged into another city. Remove it, or correct that entry."),
        new("unit-of-another-city",
            "Đơn vị là của {unit}, còn mục này là của {city}. Ghi cùng một nơi, hoặc bỏ trống địa phương của đơn vị.",
            "The unit is of {unit}, and the entry is about {city}. Name the same city in both, or omit it in the "
            + "unit."),
        new("already-a-member",
            "Ngày {day}, {city} đang là thành viên, từ {since}. Ghi “Đơn vị rời cụm” trước, hoặc sửa ngày.",
            "{city} is already a member on {day}, since {since}. Record its leaving first, or correct the day."),
        new("not-joined-before",
            "Trước ngày {day}, {city} chưa vào cụm. Ghi “Đơn vị vào cụm” trước, hoặc sửa ngày.",
            "{city} had not joined before {day}. Record its membership first, or correct the day."),
        new("left-before",
            "{city} đã rời cụm ngày {until}, nên ngày {day} không còn là thành viên. "
            + "Ghi việc vào lại cụm trước, hoặc sửa ngày.",
            "{city} left on {until} and is not a member on {day}. Record that it joined again, or correct the day."),
        new("cluster-already-established",
            "Sổ đã có cụm số {number} của {body}. Dùng khóa của cụm đó, hoặc sửa số hay khối.",
            "Cluster number {number} of {body} is on record. Use its key, or correct the number or the block."),
        new("lead-is-deputy",
            "{city} không thể vừa là Cụm trưởng vừa là Cụm phó. Chọn Cụm phó khác, hoặc bỏ trống.",
            "{city} cannot be its own deputy. Name another deputy, or omit it."),
        new("leadership-already-assigned",
            "Sổ đã ghi Cụm trưởng năm {year} là {city}. Ghi “Bàn giao Cụm trưởng”, hoặc đính chính mục cũ.",
            "The leadership for {year} is already on record; {city} leads. Record a handover, or correct that entry."),
        new("handover-to-itself",
            "{city} không thể bàn giao cho chính mình. Chọn đơn vị nhận.",
            "{city} cannot hand over to itself. Name the unit that takes over."),
        new("no-leadership-to-hand-over",
            "Sổ không ghi {city} là Cụm trưởng năm {before} hay {year}. Ghi việc phân công trước, hoặc sửa địa phương "
            + "hay năm.",
            "{city} is not on record as the lead for {before} or {year}. Record its assignment first, or correct the "
            + "city or the year."),
    ];
}
