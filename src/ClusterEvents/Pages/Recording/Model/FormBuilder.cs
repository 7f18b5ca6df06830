using ClusterEvents.Domain;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Pages.Recording.Forms;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>
/// Makes the fields of a form: what each looks like follows from the declaration of the event, what it is called from
/// the form's own, and what stands in it from what was typed.
/// </summary>
internal sealed class FormBuilder(
    KindForm form, FormInput input, FormSituation situation, IReadOnlyList<(Rejection Rejection, string Text)> told,
    string? focused)
{
    private readonly Language _language = situation.Language;
    private readonly FieldInputs _inputs = new(
        form, input, situation, FaultWords.InForm(form, situation.Language, told), focused);
    private readonly List<(string Path, string Label)> _told = [];

    public FormModel Build(string? trouble)
    {
        var parts = Parts();
        var day = Day();
        var model = new FormModel(form, input, situation)
        {
            Parts = parts,
            Day = day,
            Precision = Precision(),
            Campaigns = Campaigns(),
            Sources = Reader.Fields.Any(field => field.Name == "publisher") ? Hidden() : _inputs.Sources(),
            Folded = [.. form.Folded.Select(_inputs.Of), .. Envelope()],
            Guests = form.Type.TakesGuests ? Guests() : null,
            Cluster = situation.Clusters.Count > 1 && form.Group != "city"
                && form.Type.Name != nameof(ClusterEstablished)
                ? _inputs.Choices("clusterId", A("Của cụm nào", "Which cluster"), null, required: false,
                    situation.Clusters.Select(cluster => (cluster.ClusterId, cluster.Name)),
                    situation.Cluster?.ClusterId)
                : null,
            Trouble = trouble,
        };
        return model with { Faults = Told(model) };
    }

    private RecordReader Reader => form.Type.Reader();

    private string A(string vietnamese, string english) => _language.In(vietnamese, english);

    private PartModel[] Parts()
    {
        PartModel[] parts =
        [
            .. form.Parts.Select(part => new PartModel(
                part.Id, A(part.Vietnamese, part.English), [.. part.Fields.Select(_inputs.Of)])),
        ];
        if (form.Together is { } other)
            parts[0] = parts[0] with { Fields = [.. parts[0].Fields, Together(other)] };
        if (form.From is not { } from) return parts;
        var stream = _inputs.Thing(
            FormSituations.Stream, A(from.Vietnamese, from.English), form.Type.Opens == Opens.Never, null);
        parts[0] = parts[0] with { Fields = [stream, .. parts[0].Fields] };
        return parts;
    }

    private FieldModel Together(ActivityType other) => new(
        "together", Widget.Checks, A("Trong cùng buổi lễ", "At the same ceremony"))
    {
        Choices =
        [
            new("yes", A($"Cả {_language.KindName(other.Name).ToLowerInvariant()}: ghi thành hai mục của một buổi lễ",
                $"{_language.KindName(other.Name)} as well: two entries of one ceremony"), input["together"] == "yes"),
        ],
    };

    private FieldModel Day() => _inputs.Short("occurredOn", A(form.Day.Vietnamese, form.Day.English),
        required: Dated, hint: A("Ví dụ: 03/07/2026.", "Such as 03/07/2026."));

    /// <summary>Whether the record asks for a day.</summary>
    private bool Dated => form.Type.StreamKind != StreamKinds.City || form.Type.Opens != Opens.Always;

    private FieldModel Precision()
    {
        var chosen = input["precision"] ?? nameof(Domain.Model.Precision.Day);
        return new("precision", Widget.Choice, A("Mức chính xác của ngày", "How exact the day is"))
        {
            Faults = _inputs.FaultsAt("precision"),
            Choices =
            [
                Choice("Day", A("Đúng ngày ghi ở trên", "That very day"), null),
                Choice("Month", A("Chỉ biết tháng", "The month"), A("ghi 07/2026", "enter 07/2026")),
                Choice("Quarter", A("Chỉ biết quý", "The quarter"), A("ghi quý 3/2026", "enter Q3/2026")),
                Choice("Year", A("Chỉ biết năm", "The year"), A("ghi 2026", "enter 2026")),
                Choice("OnOrBefore", A("Muộn nhất là ngày ghi ở trên", "That day at the latest"), null),
                Choice("Unknown", A("Không rõ ngày", "Unknown"), A("để trống ô ngày", "leave the day empty")),
            ],
        };

        ChoiceModel Choice(string value, string label, string? note) =>
            new(value, label, value == chosen) { Note = note };
    }

    private FieldModel? Campaigns()
    {
        if (form.Type.Reach != Reach.CitiesAndCampaigns || form.Type.StreamKind == StreamKinds.Campaign) return null;
        var chosen = input.All("campaignIds");
        var shown = situation.Campaigns
            .Where(campaign => situation.Running.Contains(campaign) || chosen.Contains(campaign.CampaignId));
        return new("campaignIds", Widget.Checks, A("Thuộc phong trào", "Campaigns"))
        {
            Hint = A($"Các phong trào đang mở ngày {Typed(situation.Day)}.",
                     $"The campaigns that run on {Typed(situation.Day)}."),
            Faults = _inputs.FaultsAt("campaignIds"),
            Choices =
            [
                .. shown.Select(campaign => new ChoiceModel(
                    campaign.CampaignId, FormSituation.NameOf(campaign), chosen.Contains(campaign.CampaignId))),
            ],
        };
    }

    private FieldModel Guests()
    {
        var chosen = input.All("guestCityIds");
        var members = situation.Members.Select(member => member.CityId.Value).ToHashSet(StringComparer.Ordinal);
        return new("guestCityIds", Widget.Checks, A("Khách mời", "Guests"))
        {
            Hint = A("Địa phương đến dự mà không là thành viên cụm.", "Cities that came without being members."),
            Faults = _inputs.FaultsAt("guestCityIds"),
            Choices = [.. situation.Cities.Where(city => !members.Contains(city.CityId) || chosen.Contains(city.CityId))
                .Select(city => new ChoiceModel(city.CityId, city.Name, chosen.Contains(city.CityId)))],
        };
    }

    /// <summary>The fields of every event that few entries need.</summary>
    private IEnumerable<FieldModel> Envelope()
    {
        if (form.Type.Reach != Reach.RegistryOnly)
        {
            var scope = input["scope"] ?? form.Scope;
            yield return new("scope", Widget.Choice, A("Hiện trên dòng thời gian của", "Shown on the timelines of"))
            {
                Faults = _inputs.FaultsAt("scope"),
                Choices =
                [
                    new("", A("Những nơi đã chọn ở trên", "Those chosen above"), scope.Length == 0),
                    new("Cluster",
                        A("Cả cụm: mọi thành viên ngày hôm đó", "The whole cluster: all members of that day"),
                        scope == "Cluster"),
                    new("City", A("Riêng các địa phương có tên", "The cities that are named"), scope == "City"),
                    .. form.Type.Reach == Reach.CitiesAndCampaigns
                        ? new[]
                        {
                            new ChoiceModel(
                                "Campaign", A("Riêng phong trào", "The campaign alone"), scope == "Campaign"),
                        }
                        : [],
                ],
            };
        }

        yield return _inputs.Choices("dayPart", A("Buổi", "Part of the day"), null, required: false,
            [
                ("", A("Không ghi", "Not given")), ("Morning", A("Sáng", "Morning")),
                ("Afternoon", A("Chiều", "Afternoon")), ("Evening", A("Tối", "Evening")),
            ],
            input["dayPart"] ?? "");
        var time = _inputs.Short(
            "localTime", A("Giờ", "Time"), required: false, hint: A("Ví dụ: 08:00.", "Such as 08:00."));
        yield return time with { Beside = true };
        yield return _inputs.Short("endsOn", A("Ngày kết thúc", "Last day"), required: false,
            hint: A("Chỉ ghi khi kéo dài nhiều ngày.", "Only if it took several days."));
        yield return _inputs.Choices("assertion", A("Thông tin này", "This is"), null, required: false,
            [
                ("Stated", A("Được nguồn nêu rõ", "Stated by a source")),
                ("Inferred", A("Do người ghi suy ra từ nguồn", "Inferred from a source")),
            ],
            input["assertion"] ?? "Stated");
        yield return _inputs.Short("sequenceHint", A("Thứ tự trong ngày", "Order within the day"), required: false,
            hint: A("Số nhỏ hiện trước. Để trống: theo lúc ghi.", "A smaller number comes first.")) with
        { NumbersOnly = true };
    }

    private static FieldModel Hidden() => new("sources", Widget.Sources, "");

    /// <summary>The faults in the order of the page, each with the label of its field.</summary>
    private List<FaultModel> Told(FormModel model)
    {
        var fields = model.Parts.SelectMany(part => part.Fields).Concat([model.Day, model.Precision])
            .Concat(new[] { model.Campaigns, model.Sources, model.Guests, model.Cluster }.OfType<FieldModel>())
            .Concat(model.Folded);
        foreach (var field in fields) Tell(field, "");
        var placed = _told.Where(one => _inputs.Faults.Any(fault => fault.Rejection.Field == one.Path))
            .SelectMany(one => _inputs.Faults.Where(fault => fault.Rejection.Field == one.Path)
                .Select(fault => new FaultModel(one.Path, one.Label, fault.Text)))
            .DistinctBy(fault => (fault.Path, fault.Text)).ToList();
        // What no field of the page shows is told without a link.
        placed.AddRange(_inputs.Faults.Where(fault => !_told.Exists(one => one.Path == fault.Rejection.Field))
            .Select(fault => new FaultModel(
                _told.FirstOrDefault(one => Within(fault.Rejection.Field, one.Path)).Path,
                fault.Rejection.Field is { Length: > 0 } field ? FieldNames.Of(_language, field) : "", fault.Text)));
        return placed;
    }

    private static bool Within(string? field, string path) => field is not null && field.Length > path.Length
        && field.StartsWith(path, StringComparison.Ordinal) && field[path.Length] is '.' or '[';

    private void Tell(FieldModel field, string within)
    {
        _told.Add((field.Path, within.Length == 0 ? field.Label : $"{field.Label} ({within})"));
        foreach (var inner in field.Inner) Tell(inner, field.Label);
        foreach (var (index, row) in field.Rows.Index())
            foreach (var inner in row)
                Tell(inner, A($"{field.Label.ToLowerInvariant()} thứ {index + 1}",
                              $"{field.Label.ToLowerInvariant()} {index + 1}"));
    }

    private static string Typed(DateOnly day) => FormDefaults.Typed(day)!;
}
