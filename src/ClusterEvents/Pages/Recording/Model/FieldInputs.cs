using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Pages.Recording.Forms;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>Makes single fields, each with what stands in it and what is wrong with it.</summary>
internal sealed class FieldInputs(
    KindForm form, FormInput input, FormSituation situation, IReadOnlyList<(Rejection Rejection, string Text)> faults,
    string? focused)
{
    /// <summary>From this number of choices on they are a list that opens.</summary>
    private const int MostRadios = 6;

    /// <summary>What is told about the fields.</summary>
    public IReadOnlyList<(Rejection Rejection, string Text)> Faults => faults;

    private readonly Language _language = situation.Language;

    public FieldModel Of(FieldSpec spec)
    {
        var label = spec.LabelIn(_language);
        var field = form.Type.Reader().Find(spec.Path)
            ?? throw new InvalidOperationException($"{form.Type.Name} has no field {spec.Path}.");
        if (spec.Path == form.Members)
            return Members(spec.Path, label, required: form.Type.Opens != Opens.Never || field.Required);
        var made = field switch
        {
            _ when field.ValueType == typeof(Organisation) => Organisation(spec, label, field),
            _ when field.ValueType == typeof(Person) => Person(spec.Path, label, field.Required),
            _ when field.ValueType == typeof(Period) => Period(spec.Path, label, field.Required),
            _ when field.ValueType == typeof(StreamKey) => Thing(spec.Path, label, field.Required, Hint(spec)),
            _ when field.ValueType == typeof(CityId) => Cities(spec.Path, label, field.Required),
            _ when field.ValueType.IsEnum => Choices(spec.Path, label, null, field.Required,
                Enum.GetNames(field.ValueType).Select(name => (name, NameOf(spec, name))), input[spec.Path]),
            { IsList: true, Inner: not null } => Assessments(spec.Path, label),
            { IsList: true } when field.ValueType.GetGenericArguments()[0] == typeof(CityId) =>
                Checks(spec.Path, label),
            { IsList: true } => Texts(spec.Path, label, field.Required),
            _ when field.ValueType != typeof(string) => Short(spec.Path, label, field.Required, null) with
            {
                NumbersOnly = field.ValueType != typeof(DateOnly),
            },
            _ => new(spec.Path, spec.Lines > 0 ? Widget.Lines : Widget.Line, label),
        };
        return made with
        {
            Required = field.Required,
            Hint = LastTime(spec, Hint(spec) ?? made.Hint),
            Lines = spec.Lines,
            Beside = spec.Beside,
            IsFound = spec.IsAward,
            Value = made.Value.Length > 0 ? made.Value : string.Join(' ', input.All(spec.Path)) is var text
                && made.Widget is Widget.Line or Widget.Lines or Widget.ShortLine ? text : "",
            Faults = FaultsAt(spec.Path),
            Focused = spec.Path == focused,
        };
    }

    public IReadOnlyList<string> FaultsAt(string path) =>
        [.. faults.Where(fault => fault.Rejection.Field == path).Select(fault => fault.Text).Distinct()];

    /// <summary>A field of one line that is as short as a day or a number.</summary>
    public FieldModel Short(string path, string label, bool required, string? hint) => new(
        path, Widget.ShortLine, label)
    {
        Required = required,
        Hint = hint,
        Value = input.All(path) is [var text, ..] ? text : "",
        Faults = FaultsAt(path),
        Focused = path == focused,
    };

    /// <summary>Choices: all of them in sight, unless there are many.</summary>
    public FieldModel Choices(
        string path, string label, string? hint, bool required, IEnumerable<(string Value, string Label)> choices,
        string? chosen)
    {
        ChoiceModel[] all =
        [
            .. choices.Select(choice => new ChoiceModel(
                choice.Value, choice.Label, choice.Value == (chosen ?? "\0"))),
        ];
        return new(path, all.Length <= MostRadios ? Widget.Choice : Widget.Select, label)
        {
            Required = required,
            Hint = hint,
            Choices = all,
            Faults = FaultsAt(path),
            Focused = path == focused,
        };
    }

    /// <summary>A thing that is found and shown by its name.</summary>
    public FieldModel Thing(string path, string label, bool required, string? hint) => new(path, Widget.Thing, label)
    {
        Required = required,
        Hint = hint,
        Chosen = situation.Chosen.GetValueOrDefault(path),
        Faults = FaultsAt(path),
        Focused = path == focused,
    };

    /// <summary>The sources: one block each, at least one.</summary>
    public FieldModel Sources() => new("sources", Widget.Sources, _language.In("Nguồn", "Source"))
    {
        Faults = FaultsAt("sources"),
        Rows = [.. Enumerable.Range(0, Math.Max(1, input.RowsOf("sources"))).Select(row => Source($"sources[{row}]"))],
    };

    private IReadOnlyList<FieldModel> Source(string row) =>
    [
        Line($"{row}.publisher", ("Ví dụ: Báo Cần Thơ", "Such as Báo Cần Thơ")) with { Beside = true },
        Line($"{row}.title", null),
        Line($"{row}.url", ("Bắt đầu bằng https://", "It begins with https://")) with { Beside = true },
        Short($"{row}.publishedAt", FieldNames.OfLast(_language, $"{row}.publishedAt"), required: false,
            hint: _language.In("Ví dụ: 03/07/2026", "Such as 03/07/2026")),
        Line($"{row}.note", ("Khi không có bài báo. Ví dụ: Sổ trực ban.", "Where nothing was published.")) with
        {
            Beside = true,
        },
        Line($"{row}.byline", null),
    ];

    /// <summary>A line that is called by the name of its field.</summary>
    private FieldModel Line(string path, (string, string)? hint) => Line(path,
        FieldNames.OfLast(Language.Vietnamese, path), FieldNames.OfLast(Language.English, path), hint);

    private FieldModel Line(string path, string vietnamese, string english, (string, string)? hint) =>
        new(path, Widget.Line, _language.In(vietnamese, english))
        {
            Hint = hint is var (vi, en) ? _language.In(vi, en) : null,
            Value = input.All(path) is [var text, ..] ? text : "",
            Faults = FaultsAt(path),
            Focused = path == focused,
        };

    private FieldModel Members(string path, string label, bool required)
    {
        var chosen = input.All(path);
        var all = input["all"] ?? (chosen.Count == 0 ? null : "no");
        var members = situation.Members.Select(member => member.CityId.Value).ToArray();
        var day = FormDefaults.Typed(situation.Day);
        return new(path, Widget.Members, label)
        {
            Required = required,
            Faults = FaultsAt(path),
            Choices =
            [
                new("yes", _language.In($"Cả {members.Length} đơn vị là thành viên cụm ngày {day}",
                    $"All {members.Length} members of the cluster on {day}"), all == "yes"),
                new("no", _language.In("Chỉ một số đơn vị", "Only some of them"), all == "no"),
            ],
            Inner =
            [
                new($"{path}", Widget.Checks, _language.In("Chọn đơn vị", "Choose them"))
                {
                    Choices = [.. members.Concat(chosen).Where(city => city.Length > 0).Distinct()
                        .Select(city => new ChoiceModel(city, situation.NameOf(city), chosen.Contains(city)))],
                },
            ],
        };
    }

    private FieldModel Organisation(FieldSpec spec, string label, FieldReader field)
    {
        var chosen = input[spec.Path] ?? input[$"{spec.Path}.cityId"]
            ?? (input[$"{spec.Path}.name"] is null ? null : "other");
        var isAny = situation.By.ForAllCities || field.Role == Domain.Model.Declarations.CityRole.Hosts;
        IEnumerable<(string, string)> own = isAny
            ? situation.Members.Select(member => (member.CityId.Value, member.Unit))
            : situation.By.Cities.Select(city => (city, situation.UnitOf(city)));
        var choices = own.ToList();
        if (spec.Path is "issuer" or "launcher" && situation.Cluster is { } cluster)
            choices.Insert(0, ("cluster", cluster.Name));
        if (chosen is not (null or "other" or "cluster") && choices.TrueForAll(choice => choice.Item1 != chosen))
            choices.Add((chosen, situation.UnitOf(chosen)));
        choices.Add(("other", _language.In("Cơ quan khác", "Another body")));
        return new(spec.Path, Widget.Organisation, label)
        {
            Choices =
                [.. choices.Select(choice => new ChoiceModel(choice.Item1, choice.Item2, choice.Item1 == chosen))],
            Inner =
            [
                Line($"{spec.Path}.name", "Tên cơ quan", "Name",
                    ("Ghi đầy đủ như trên văn bản.", "In full, as in the document.")),
            ],
        };
    }

    private FieldModel Person(string path, string label, bool required) => new(path, Widget.Person, label)
    {
        Required = required,
        Inner =
        [
            Line($"{path}.name", "Họ và tên", "Name", null) with { Required = required },
            Line($"{path}.rank", "Cấp bậc", "Rank", ("Như ngày hôm đó. Ví dụ: Thượng tá", "As on that day.")) with
            {
                Beside = true,
            },
            Line($"{path}.post", "Chức vụ", "Post",
                ("Như ngày hôm đó. Ví dụ: Trưởng phòng Tham mưu", "As on that day.")),
            Line($"{path}.unit", "Đơn vị công tác", "Unit", null),
        ],
    };

    private FieldModel Period(string path, string label, bool required) => new(path, Widget.Period, label)
    {
        Required = required,
        Inner =
        [
            Short($"{path}.from", _language.In("Từ ngày", "From"), required, null) with { Beside = true },
            Short($"{path}.to", _language.In("Đến ngày", "To"), required, null),
        ],
    };

    private FieldModel Cities(string path, string label, bool required)
    {
        var members = form.Group == "city" || form.SameDay is not null ? situation.Cities.Select(city => city.CityId)
            : situation.Members.Select(member => member.CityId.Value);
        var chosen = input[path];
        var offered = members.Where(IsOffered).ToArray();
        var choices = (offered.Length > 0 ? offered : members).Concat(chosen is null ? [] : [chosen]).Distinct()
            .Select(city => (city, situation.NameOf(city)));
        return Choices(path, label, null, required,
            required ? choices : choices.Prepend(("", _language.In("Không ghi", "Not given"))),
            chosen ?? (required ? null : ""));
    }

    /// <summary>
    /// Whether a city may be chosen by this person: for the part of a city its own recorders choose it, and whoever
    /// judges chooses among the others.
    /// </summary>
    private bool IsOffered(string city) => situation.By.ForAllCities || form.Type.Right switch
    {
        Right.OwnPart => situation.By.Cities.Contains(city),
        Right.ClusterForOthers => !situation.By.Cities.Contains(city),
        _ => true,
    };

    private FieldModel Checks(string path, string label)
    {
        var chosen = input.All(path);
        return new(path, Widget.Checks, label)
        {
            Choices =
            [
                .. situation.Cities.Select(city => new ChoiceModel(
                    city.CityId, city.Name, chosen.Contains(city.CityId))),
            ],
        };
    }

    private FieldModel Texts(string path, string label, bool required) => new(path, Widget.Texts, label)
    {
        Rows = [.. Enumerable.Range(0, Math.Max(required ? 3 : 1, input.RowsOf(path))).Select(row =>
            (IReadOnlyList<FieldModel>)[new FieldModel($"{path}[{row}]", Widget.Line, $"{label} {row + 1}")
            {
                Value = input.All($"{path}[{row}]") is [var text, ..] ? text : "",
                Faults = FaultsAt($"{path}[{row}]"),
                Focused = $"{path}[{row}]" == focused,
            }])],
    };

    private FieldModel Assessments(string path, string label) => new(path, Widget.Assessments, label)
    {
        Rows = [.. Enumerable.Range(0, Math.Max(3, input.RowsOf(path))).Select(row => (IReadOnlyList<FieldModel>)
        [
            new FieldModel($"{path}[{row}].polarity", Widget.Select, _language.In("Loại", "Kind"))
            {
                Choices =
                [
                    .. Enum.GetNames<Polarity>().Select(name => new ChoiceModel(
                        name, ChoiceNames.Of(_language, name)!,
                        name == (input[$"{path}[{row}].polarity"] ?? nameof(Polarity.Praise)))),
                ],
                Faults = FaultsAt($"{path}[{row}].polarity"),
                Focused = $"{path}[{row}].polarity" == focused,
            },
            Line($"{path}[{row}].topic", "Về việc gì", "About", null),
            Line($"{path}[{row}].text", "Nội dung", "What", null),
        ])],
    };

    private string NameOf(FieldSpec spec, string choice) => spec.Choices.TryGetValue(choice, out var own)
        ? _language.In(own.Vietnamese, own.English) : ChoiceNames.Of(_language, choice) ?? choice;

    private string? Hint(FieldSpec spec) =>
        spec.Hint is var (vietnamese, english) ? _language.In(vietnamese, english) : null;

    private string? LastTime(FieldSpec spec, string? hint) =>
        spec.AsLastTime && input["lastTime"] == "yes" && (input[spec.Path] ?? input[$"{spec.Path}.name"]) is not null
            ? $"{hint} {_language.In("Điền sẵn theo lần ghi trước.", "Filled in from the last entry.")}".Trim()
            : hint;
}
