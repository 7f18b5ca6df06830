using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Recording.Forms;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>Makes the fields of the form of a whole conference from those of its entries.</summary>
internal static class ConferenceBuilder
{
    public static ConferenceModel Build(
        FormInput input, FormSituation situation, IReadOnlyList<(Rejection Rejection, string Text)> faults,
        string? focused, string? note)
    {
        var language = situation.Language;
        foreach (var section in ConferenceSection.All)
            foreach (var prefix in section.PrefixesIn(input))
                faults = FaultWords.InForm(section.Form, language, faults, prefix);
        var inputs = new FieldInputs(MeetingForms.Held, input, situation, faults, focused);
        var chosen = input.All("campaignIds");
        FieldModel[] shared =
        [
            inputs.Short("occurredOn", language.In("Ngày họp", "Day of the meeting"), required: true,
                language.In("Ví dụ: 03/07/2026.", "Such as 03/07/2026.")),
            inputs.Choices("dayPart", language.In("Buổi", "Part of the day"), null, required: false,
                [
                    ("", language.In("Không ghi", "Not given")), ("Morning", language.In("Sáng", "Morning")),
                    ("Afternoon", language.In("Chiều", "Afternoon")), ("Evening", language.In("Tối", "Evening")),
                ],
                input["dayPart"] ?? ""),
            inputs.Choices("campaignIds", language.In("Phong trào", "Campaign"),
                language.In("Sơ kết, đánh giá, nhiệm vụ trọng tâm ghi vào phong trào này.",
                            "Review, assessment and priorities belong to it."),
                required: false,
                situation.Campaigns
                    .Where(one => situation.Running.Contains(one) || chosen.Contains(one.CampaignId))
                    .Select(one => (one.CampaignId, FormSituation.NameOf(one))),
                chosen is [var first, ..] ? first : null),
            inputs.Sources(),
        ];
        ConferencePart[] sections = [.. ConferenceSection.All.Select(section => new ConferencePart(
            section,
            [.. section.PrefixesIn(input).Select(prefix => Row(section, prefix, input, situation, faults, focused))],
            section.Id != "s1" && section.PrefixesIn(input).Any(prefix => section.IsGiven(input, prefix)),
            input[$"no-{section.Id}"] is not null))];
        return new(input, situation, sections, shared, Told(sections, shared, faults, language),
            sections.Sum(part => part.Section.Id == "s2" ? part.Given ? input.All("rite").Count : 0
                : part.Section.Id == "s1" ? 1
                : part.Section.PrefixesIn(input).Count(prefix => part.Section.IsGiven(input, prefix))), note);
    }

    private static IReadOnlyList<FieldModel> Row(
        ConferenceSection section, string prefix, FormInput input, FormSituation situation,
        IReadOnlyList<(Rejection Rejection, string Text)> faults, string? focused)
    {
        var part = FormInput.Of([]);
        foreach (var (name, texts) in input.Texts)
            if (name.StartsWith(prefix, StringComparison.Ordinal)) part.Set(name[prefix.Length..], texts);
        var inputs = new FieldInputs(section.Form, part, situation,
            [
                .. faults.Where(fault => fault.Rejection.Field?.StartsWith(prefix, StringComparison.Ordinal) == true)
                    .Select(fault =>
                        (fault.Rejection with { Field = fault.Rejection.Field![prefix.Length..] }, fault.Text)),
            ],
            focused?.StartsWith(prefix, StringComparison.Ordinal) == true ? focused[prefix.Length..] : null);
        return
        [
            .. section.Form.Fields.Where(field => section.Paths.Contains(field.Path))
                .OrderBy(field => section.Paths.ToList().IndexOf(field.Path))
                .Select(field => Under(prefix, inputs.Of(field))),
        ];
    }

    /// <summary>A field of an entry as a field of the page.</summary>
    private static FieldModel Under(string prefix, FieldModel field) => prefix.Length == 0 ? field : field with
    {
        Path = prefix + field.Path,
        Inner = [.. field.Inner.Select(inner => Under(prefix, inner))],
        Rows = [.. field.Rows.Select(row => (IReadOnlyList<FieldModel>)[.. row.Select(inner => Under(prefix, inner))])],
    };

    private static IReadOnlyList<FaultModel> Told(
        IReadOnlyList<ConferencePart> sections, FieldModel[] shared,
        IReadOnlyList<(Rejection Rejection, string Text)> faults, Language language)
    {
        var places = shared.Take(3).SelectMany(field => Places(field, ""))
            .Concat(sections.SelectMany(part => part.Rows.Index()
                .SelectMany(row => row.Item.SelectMany(field => Places(field, Within(part.Section, row.Index))))))
            .Concat(Places(shared[3], "")).DistinctBy(place => place.Path).ToArray();
        return
        [
            .. places.SelectMany(place => faults.Where(fault => fault.Rejection.Field == place.Path)
                .Select(fault => new FaultModel(place.Path, place.Label, fault.Text))),
            .. faults.Where(fault => places.All(place => place.Path != fault.Rejection.Field))
                .Select(fault => new FaultModel(null, "", fault.Text)),
        ];

        string Within(ConferenceSection section, int row) => section.Id == "s1" ? ""
            : section.IsList ? $"{language.In(section.One.Vietnamese, section.One.English)} {row + 1}"
            : language.In(section.Vietnamese, section.English);
    }

    private static IEnumerable<(string Path, string Label)> Places(FieldModel field, string within) =>
        field.Inner.Concat(field.Rows.SelectMany(row => row))
            .SelectMany(inner => Places(inner, within.Length == 0 ? field.Label : within))
            .Prepend((field.Path, within.Length == 0 ? field.Label : $"{field.Label} ({within})"));
}
