namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>What is to be entered in each field, where that says more than the field's label.</summary>
internal static class FieldPhrases
{
    private static readonly Dictionary<string, (string Vietnamese, string English)> Names = new(StringComparer.Ordinal)
    {
        ["summary"] = ("nội dung chỉ đạo", "what is to be done"),
        ["occurredOn"] = ("ngày diễn ra", "the day"),
        ["MeetingHeld.occurredOn"] = ("ngày họp", "the day of the meeting"),
        ["RemarksDelivered.occurredOn"] = ("ngày họp", "the day of the meeting"),
        ["DirectiveIssued.occurredOn"] = ("ngày ban hành", "the day of issue"),
        ["RegulationAdopted.occurredOn"] = ("ngày ban hành", "the day of issue"),
        ["FlowersOffered.occurredOn"] = ("ngày làm lễ", "the day of the ceremony"),
        ["IncenseOffered.occurredOn"] = ("ngày làm lễ", "the day of the ceremony"),
        ["MartyrsCemeteryVisited.occurredOn"] = ("ngày làm lễ", "the day of the ceremony"),
        ["PactSigned.occurredOn"] = ("ngày ký", "the day of signing"),
        ["venue"] = ("nơi họp", "the venue"),
        ["honouree"] = ("người được tưởng niệm", "who is honoured"),
        ["place"] = ("nơi làm lễ", "the place of the ceremony"),
        ["issuer.name"] = ("tên cơ quan ban hành", "the name of the issuing body"),
        ["launcher.name"] = ("tên cơ quan phát động", "the name of the launching body"),
        ["hostUnit.name"] = ("tên đơn vị đăng cai", "the name of the host"),
        ["unit.name"] = ("tên đơn vị", "the name of the unit"),
        ["person.name"] = ("họ tên người phát biểu", "the full name of the speaker"),
        ["chair.name"] = ("họ tên người chủ trì", "the full name of the chair"),
        ["by.name"] = ("họ tên người thực hiện", "the full name of who did it"),
        ["by"] = ("người thực hiện", "who did it"),
        ["person"] = ("người phát biểu", "the speaker"),
        ["issuer"] = ("cơ quan ban hành", "who issued it"),
        ["launcher"] = ("cơ quan phát động", "who launched it"),
        ["evidence"] = ("văn bản chứng minh đã hoàn thành", "the document that proves it was fulfilled"),
        ["note"] = ("tình hình thực hiện", "how it stands"),
        ["reason"] = ("lý do", "the reason"),
        ["decisionNumber"] = ("số quyết định", "the number of the decision"),
        ["metric"] = ("tên chỉ tiêu", "the name of the target"),
        ["value"] = ("mức phải đạt", "the level to reach"),
        ["TargetProgressReported.value"] = ("số liệu", "the value"),
        ["finalValue"] = ("kết quả cuối cùng", "the final value"),
        ["dueOn"] = ("hạn hoàn thành", "the due day"),
        ["points"] = ("điểm", "the points"),
        ["documentRef"] = ("số, ký hiệu văn bản", "the number of the document"),
        ["addressees"] = ("đơn vị thực hiện", "who is to do it"),
        ["cityIds"] = ("địa phương", "the cities"),
        ["signatories"] = ("đơn vị ký", "who signed"),
        ["participants"] = ("đơn vị tham gia", "who took part"),
        ["name"] = ("tên", "the name"),
        ["old"] = ("điều đang ghi", "what stands"),
        ["new"] = ("điều sẽ ghi", "what is to stand"),
        ["items"] = ("nội dung", "the items"),
        ["fields"] = ("các ô", "the fields"),
        ["changes"] = ("thay đổi", "the changes"),
        ["asOf"] = ("ngày tính đến", "the day as of which it holds"),
        ["from"] = ("ngày đầu", "the first day"),
        ["to"] = ("ngày cuối", "the last day"),
        ["q"] = ("từ cần tìm", "the words to find"),
        ["timeline"] = ("dòng thời gian", "the timeline"),
        ["LeadershipHandedOver.from"] = ("đơn vị bàn giao", "who hands over"),
        ["LeadershipHandedOver.to"] = ("đơn vị nhận", "who takes over"),
    };

    public static string Of(Language language, string? kind, string path)
    {
        string[] steps = [.. path.Split('.').Select(step => step.Split('[')[0]).Where(step => step.Length > 0)];
        if (steps.Length == 0) return language.In("nội dung", "something");
        var last = steps[^1];
        var found = Find($"{kind}.{last}") ?? (steps.Length > 1 ? Find($"{steps[^2]}.{last}") : null) ?? Find(last);
        return found is { } known ? language.In(known.Vietnamese, known.English) : Lower(language, last);
    }

    private static (string Vietnamese, string English)? Find(string key) =>
        Names.TryGetValue(key, out var found) ? found : null;

    /// <summary>The label in lower case, behind an article in English.</summary>
    private static string Lower(Language language, string field)
    {
        var label = FieldNames.Of(language, field);
        if (!FieldNames.Has(field)) return label;
        if (!IsAbbreviation(label)) label = char.ToLowerInvariant(label[0]) + label[1..];
        return language.In(label, $"the {label}");
    }

    private static bool IsAbbreviation(string label) => label.Length > 1 && char.IsUpper(label[1]);
}
