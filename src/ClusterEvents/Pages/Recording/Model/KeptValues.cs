using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Changes;
using ClusterEvents.Pages.Recording.Forms;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>
/// What was typed into any form, in words, made without asking the store: names of cities and campaigns are those that
/// a page has listed last, and anything else that only a key says is called “chosen”.
/// </summary>
internal sealed class KeptValues(Language language, Func<string, string?> lastName)
{
    /// <summary>Fields of forms that are no fields of the record.</summary>
    private static readonly Dictionary<string, (string Vietnamese, string English)> FormFields =
        new(StringComparer.Ordinal)
        {
            ["stream"] = ("Gắn với", "Related to"),
            ["all"] = ("Địa phương", "Cities"),
            ["because"] = ("Lý do đính chính", "Reason"),
            ["why"] = ("Vì sao", "Why"),
            ["campaign"] = ("Phong trào", "Campaign"),
            ["month"] = ("Tháng", "Month"),
            ["through"] = ("Đến tháng", "To month"),
            ["source"] = ("Nguồn chung", "Source"),
            ["rite"] = ("Đã làm gì", "What was done"),
        };

    /// <summary>Choices of those fields, as <c>field=value</c>.</summary>
    private static readonly Dictionary<string, (string Vietnamese, string English)> FormChoices =
        ChangeKind.Retract.Whys.Select(why => ($"why={why.Id}", why.Vietnamese, why.English))
            .Concat(ConferenceSection.Rites.Select(rite => ($"rite={rite.Value}", rite.Vietnamese, rite.English)))
            .Append(("all=yes", "Tất cả thành viên của cụm", "All members of the cluster"))
            .ToDictionary(one => one.Item1, one => (one.Item2, one.Item3), StringComparer.Ordinal);

    /// <summary>
    /// The labels and values, in the order in which they were sent; what no person typed is left out.
    /// </summary>
    public IEnumerable<(string Label, string Value)> Of(FormInput input) =>
        from field in input.Texts
        let label = LabelOf(field.Key)
        where label is not null
        let value = string.Join(", ", field.Value.Where(text => text.Trim().Length > 0)
            .Select(text => Worded(field.Key, text)).OfType<string>())
        where value.Length > 0
        select (label, value);

    private string? LabelOf(string name)
    {
        if (FormFields.TryGetValue(name, out var own)) return language.In(own.Vietnamese, own.English);
        // A cell of the monthly sheet: v.{target}.{city}.{month}.
        if (name.Split('.') is ["v", _, var city, var month])
            return (lastName(city) ?? language.In("Giá trị", "Value"))
                + $", {string.Join('/', month.Split('-').Reverse())}";
        string[] parts = [.. name.Split('.').Select(PartOf).OfType<string>()];
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>
    /// A part of a path, such as <c>items[0]</c>; null if it is no field and no section of a conference.
    /// </summary>
    private string? PartOf(string part)
    {
        var (name, number) = FieldNames.Parted(part);
        if (FieldNames.Has(name)) return FieldNames.Of(language, part);
        return ConferenceSection.All.FirstOrDefault(section => section.Prefix == name && name.Length > 0) is { } known
            ? language.In(known.Vietnamese, known.English) + number : null;
    }

    private string? Worded(string name, string text) =>
        FormChoices.TryGetValue($"{name}={text}", out var own) ? language.In(own.Vietnamese, own.English)
        : name is "all" ? null
        : ChoiceNames.Of(language, text) ?? lastName(text)
            ?? (IsKey(name, text) ? language.In("đã chọn", "chosen") : text);

    private static bool IsKey(string name, string text) =>
        StreamKey.TryParse(text, out _) || Guid.TryParse(text, out _)
        || name.EndsWith(".cityId", StringComparison.Ordinal) || name.Split('[')[0] is "cityIds" or "guestCityIds"
            or "campaignIds" or "clusterId" or "participants" or "city" or "campaign";
}
