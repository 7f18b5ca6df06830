namespace ClusterEvents.Domain.Model.Wording;

/// <summary>The names of the choices of enumerations for people; a test requires one for every choice.</summary>
public static class ChoiceNames
{
    private static readonly Dictionary<string, (string Vietnamese, string English)> Names = new(StringComparer.Ordinal)
    {
        ["MidYear"] = ("Sơ kết", "Mid-year"),
        ["YearEnd"] = ("Tổng kết", "Year-end"),
        ["Interim"] = ("Giữa kỳ", "Interim"),
        ["Regular"] = ("Thường xuyên", "Regular"),
        ["Thematic"] = ("Chuyên đề", "Thematic"),
        ["PactSigning"] = ("Ký giao ước", "Pact signing"),
        ["MidYearReview"] = ("Sơ kết", "Mid-year review"),
        ["YearEndReview"] = ("Tổng kết", "Year-end review"),
        ["Other"] = ("Khác", "Other"),
        ["Opening"] = ("Khai mạc", "Opening"),
        ["Guiding"] = ("Chỉ đạo", "Guiding"),
        ["Closing"] = ("Bế mạc", "Closing"),
        ["ConferenceConclusion"] = ("Kết luận hội nghị", "Conclusion of a conference"),
        ["Plan"] = ("Kế hoạch", "Plan"),
        ["Decision"] = ("Quyết định", "Decision"),
        ["Telegram"] = ("Công điện", "Telegram"),
        ["OfficialLetter"] = ("Công văn", "Official letter"),
        ["Elected"] = ("Bầu", "Elected"),
        ["Assigned"] = ("Phân công", "Assigned"),
        ["Praise"] = ("Ưu điểm", "Praise"),
        ["Shortfall"] = ("Hạn chế", "Shortfall"),
        ["Neutral"] = ("Nhận xét", "Remark"),
        ["AtLeast"] = ("Ít nhất", "At least"),
        ["AtMost"] = ("Nhiều nhất", "At most"),
        ["Equal"] = ("Bằng", "Equal"),
        ["ReduceBy"] = ("Giảm", "Reduce by"),
        ["Percent"] = ("%", "%"),
        ["Cases"] = ("vụ", "cases"),
        ["Count"] = ("số lượng", "count"),
        ["Morning"] = ("Buổi sáng", "Morning"),
        ["Afternoon"] = ("Buổi chiều", "Afternoon"),
        ["Evening"] = ("Buổi tối", "Evening"),
        ["Day"] = ("Đúng ngày", "Day"),
        ["Month"] = ("Trong tháng", "Month"),
        ["Quarter"] = ("Trong quý", "Quarter"),
        ["Year"] = ("Trong năm", "Year"),
        ["OnOrBefore"] = ("Muộn nhất ngày này", "On or before"),
        ["Unknown"] = ("Không rõ ngày", "Unknown"),
        ["Stated"] = ("Nguồn nêu rõ", "Stated"),
        ["Inferred"] = ("Suy luận", "Inferred"),
        ["Cluster"] = ("Cả cụm", "Whole cluster"),
        ["City"] = ("Địa phương", "Cities"),
        ["Campaign"] = ("Phong trào", "Campaign"),
    };

    /// <summary>The name of a choice, such as <c>MidYearReview</c>; null if the text is no choice.</summary>
    public static string? Of(Language language, string value) =>
        Names.TryGetValue(value, out var known) ? language.In(known.Vietnamese, known.English) : null;
}
