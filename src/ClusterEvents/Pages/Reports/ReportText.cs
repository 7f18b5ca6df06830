using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Views;
using ClusterEvents.Views.Tables;
using static ClusterEvents.Pages.Reports.PeriodReport;

namespace ClusterEvents.Pages.Reports;

/// <summary>Writes a report from its source. Pure: the same source gives the same report.</summary>
internal sealed class ReportText
{
    private readonly ReportSource _source;

    private ReportText(ReportSource source) => _source = source;

    public static PeriodReport Of(ReportSource source, ReportCheck check)
    {
        var text = new ReportText(source);
        (string Vietnamese, string English, IReadOnlyList<ReportPart> Parts)[] sections =
        [
            ("TỔ CHỨC", "ORGANISATION", [.. text.Organisation()]),
            ("HOẠT ĐỘNG ĐÃ GHI", "RECORDED ACTIVITIES", ReportActivities.Of(source)),
            ("CHỈ TIÊU, CHẤM ĐIỂM", "TARGETS AND SCORES", [.. text.Targets()]),
            ("CHỈ ĐẠO", "DIRECTIVES", [.. text.Directives()]),
            ("KHEN THƯỞNG", "COMMENDATIONS", [.. text.Commendations()]),
            ("ĐÁNH GIÁ", "ASSESSMENT", [.. text.Assessment()]),
            ("NHIỆM VỤ THỜI GIAN TỚI", "PRIORITIES AHEAD", [.. text.Priorities()]),
            ("KIẾN NGHỊ", "PROPOSALS", [new ReportParagraph(Line)]),
        ];
        var language = source.Language;
        return new(language,
            Upper(source.Cluster?.GoverningBody) ?? Blank,
            Upper(source.Agency) is { } agency ? ReportWords.Unbroken(agency) : Blank,
            text.Title(),
            $"({Capital(source.Period.Days(language))}, "
                + $"{language.In("theo sổ ghi hoạt động", "from the record of activities")})",
            [.. sections.Select((section, index) => new ReportSection(
                $"{Numerals[index]}. {language.In(section.Vietnamese, section.English)}", section.Parts))],
            check);
    }

    private static readonly string[] Numerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string? Upper(string? text) => text?.ToUpperInvariant();

    private string[] Title() =>
    [
        _source.Timeline.Kind switch
        {
            StreamKinds.Campaign => W($"Kết quả phong trào thi đua “{_source.Campaign?.Name ?? _source.Title}”",
                $"Results of the campaign “{_source.Campaign?.Name ?? _source.Title}”"),
            StreamKinds.City => W($"Kết quả thi đua của {_source.Member?.Unit ?? _source.Title}",
                $"Activities of {_source.Member?.Unit ?? _source.Title}"),
            _ => W($"Hoạt động của {_source.Title}", $"Activities of {_source.Title}"),
        },
        // A period without a name stands in brackets below.
        .. _source.Period.Named(_source.Language) is { } period ? [period] : Array.Empty<string>(),
    ];

    private IEnumerable<ReportPart> Organisation()
    {
        if (_source.Campaign is { } campaign)
        {
            var period = $"{Day(campaign.Period.From)}–{Day(campaign.Period.To)}";
            yield return new ReportParagraph(
                W($"Phong trào “{campaign.Name}” ({period}) do {campaign.Launcher.Name} phát động.",
                    $"The campaign “{campaign.Name}” ({period}) was launched by {campaign.Launcher.Name}.")
                + (campaign.Slogan is { } slogan ? W($" Khẩu hiệu: “{slogan}”.", $" Slogan: “{slogan}”.") : ""));
        }

        var (cluster, on) = (_source.Cluster, Day(_source.Period.To));
        if (_source.City is { } city)
            yield return new ReportParagraph(_source.Member is { } member
                ? W($"{member.Unit} là thành viên của {cluster!.Name} ngày {on}{Role(city)}.",
                    $"{member.Unit} was a member of {cluster!.Name} on {on}{Role(city)}.")
                : W($"Thuộc cụm thi đua (ngày {on}): {Blank}", $"Member of the cluster (on {on}): {Blank}"));
        else if (cluster is not null)
        {
            var members = cluster.Members.Count > 0
                ? string.Join(", ", cluster.Members.Select(one => one.Unit)) : Blank;
            yield return new ReportParagraph(
                W($"{cluster.Name} thuộc {cluster.GoverningBody}. Thành viên ngày {on}: {members}.",
                    $"{cluster.Name} belongs to {cluster.GoverningBody}. Members on {on}: {members}."));
            yield return new ReportParagraph(W(
                $"Cụm trưởng: {Led(cluster.Leadership?.Lead)}. Cụm phó: {Led(cluster.Leadership?.Deputy)}.",
                $"Lead: {Led(cluster.Leadership?.Lead)}. Deputy: {Led(cluster.Leadership?.Deputy)}."));
        }
    }

    private string Role(CityId city) => _source.Cluster?.Leadership is not { } led ? ""
        : led.Lead == city ? W(", là Cụm trưởng", ", its lead")
        : led.Deputy == city ? W(", là Cụm phó", ", its deputy") : "";

    private string Led(CityId? city) => city is { } one ? _source.Names.City(one) : Blank;

    private IEnumerable<ReportPart> Targets()
    {
        var rows = _source.Targets.SelectMany(target => target.Cities)
            .Where(city => _source.City is not { } own || city.CityId == own)
            .Select(city => (IReadOnlyList<string>)
            [
                city.Goal.Metric, _source.Names.City(city.CityId), _source.Language.NameOf(city.Goal),
                Result(city), Day(city.Goal.DueOn), _source.Language.NameOf(city.Status),
            ]).ToArray();
        if (rows.Length == 0)
            yield return new ReportParagraph(W($"Chỉ tiêu và kết quả: {Line}", $"Targets and results: {Line}"));
        else
        {
            var counts = _source.Summary.Targets;
            yield return new ReportParagraph(W(
                $"Đến {Day(_source.Period.To)}: {counts.Set} lượt chỉ tiêu, {counts.Met} đạt, {counts.Missed} không "
                + $"đạt, {counts.Running} đang thực hiện. Bảng dưới theo điều đã biết khi lập báo cáo.",
                $"By {Day(_source.Period.To)}: {counts.Set} targets, each city's counted; {counts.Met} met, "
                + $"{counts.Missed} missed, {counts.Running} running. "
                + "The table shows what was known when this report was made."));
            foreach (var part in Table(rows, [("Chỉ tiêu", "Target", 24), ("Địa phương", "City", 17),
                ("Mức", "Goal", 14), ("Kết quả", "Result", 16), ("Hạn", "Due", 16), ("Tình trạng", "State", 13)]))
                yield return part;
        }

        var scores = _source.Entries.Where(entry => entry.Activity is ScoreFinalised)
            .Select(entry => (Score: (ScoreFinalised)entry.Activity, entry.Days)).Select(one => (IReadOnlyList<string>)
            [
                _source.Names.City(one.Score.City), one.Days.Rough(_source.Language, Day),
                $"{_source.Language.In(one.Score.Points)} / {_source.Language.In(one.Score.Max)}",
            ]).ToArray();
        yield return new ReportHeading(W("Chấm điểm", "Scores"));
        if (scores.Length == 0)
            yield return new ReportParagraph(W($"Kết quả chấm điểm: {Line}", $"Final scores: {Line}"));
        else
            foreach (var part in Table(
                scores, [("Đơn vị", "Unit", 50), ("Ngày chốt", "Final on", 25), ("Điểm", "Points", 25)]))
                yield return part;
    }

    private string Result(CityTargetView city) =>
        city.FinalValue is { } final ? _source.Language.Valued(final, city.Goal.Unit)
        : city.LastValue is { } last ? _source.Language.Valued(last, city.Goal.Unit)
            + (city.LastAsOf is { } day ? $" ({Day(day)})" : "")
        : Gap;

    private IEnumerable<ReportPart> Directives()
    {
        var counts = _source.Summary.Directives;
        if (_source.Directives.Count == 0)
        {
            yield return new ReportParagraph(W($"Chỉ đạo và tiến độ: {Line}", $"Directives and progress: {Line}"));
            yield break;
        }

        yield return new ReportParagraph(W(
            $"Đến {Day(_source.Period.To)}: {counts.Issued} chỉ đạo, {counts.Open} đang mở, trong đó {counts.Overdue} "
            + "quá hạn. Bảng dưới kê các chỉ đạo ban hành trong kỳ và chỉ đạo còn mở từ trước, "
            + "theo điều đã biết khi lập báo cáo.",
            $"By {Day(_source.Period.To)}: {counts.Issued} directives, {counts.Open} open, {counts.Overdue} of them "
            + "overdue. The table shows those of the period and those still open from before, "
            + "as known when this report was made."));
        foreach (var part in Table([.. _source.Directives.Select(Row)],
            [
                ("Nội dung", "Directive", 35), ("Ban hành", "Issued", 16), ("Hạn", "Due", 16),
                ("Đơn vị, tình trạng", "Unit and state", 33),
            ]))
            yield return part;

        IReadOnlyList<string> Row(DirectiveView directive) =>
        [
            directive.Summary + (directive.DocumentNumber is { } number ? $" ({number})" : ""),
            directive.IssuedOn is { } issued ? Day(issued) : Gap,
            directive.DueOn is { } due ? Day(due) : Gap,
            string.Join("; ", directive.Addressees.Where(one => _source.City is not { } own || one.CityId == own)
                .GroupBy(one => _source.Language.NameOf(directive, one))
                .Select(state => _source.City is null
                    ? $"{_source.Names.Cities(state.Select(one => one.CityId))}: {state.Key.ToLowerInvariant()}"
                    : state.Key)),
        ];
    }

    private IEnumerable<ReportPart> Commendations() => _source.Commendations.Count == 0
        ? [new ReportParagraph(W($"Khen thưởng (đơn vị, danh hiệu, số quyết định): {Line}",
            $"Commendations (unit, title, decision): {Line}"))]
        : Table(
            [
                .. _source.Commendations.Select(one => (IReadOnlyList<string>)
                [
                    one.AwardedOn is { } day ? Day(day) : Gap, _source.Names.City(one.RecipientUnit),
                    one.Title + (one.Revoked ? W(" (đã thu hồi)", " (revoked)") : ""),
                    $"{one.DecisionNumber}, {Day(one.DecisionDate)}",
                ]),
            ],
            [("Ngày", "Day", 16), ("Đơn vị", "Unit", 22), ("Danh hiệu", "Title", 32), ("Quyết định", "Decision", 30)]);

    private IEnumerable<ReportPart> Assessment()
    {
        var items = _source.Entries.Where(entry => entry.Activity is AssessmentRecorded)
            .SelectMany(
                entry => ((AssessmentRecorded)entry.Activity).Items, (entry, item) => (Entry: entry, Item: item))
            .ToArray();
        foreach (var (polarity, vietnamese, english) in new[]
        {
            (Polarity.Praise, "1. Ưu điểm", "1. Praise"), (Polarity.Shortfall, "2. Hạn chế", "2. Shortfalls"),
            (Polarity.Neutral, "3. Nhận xét khác", "3. Other remarks"),
        })
        {
            var said = items.Where(one => one.Item.Polarity == polarity).ToArray();
            if (said.Length == 0 && polarity == Polarity.Neutral) continue;
            yield return new ReportHeading(W(vietnamese, english));
            if (said.Length == 0) yield return new ReportParagraph(Line);
            foreach (var (entry, item) in said)
                yield return new ReportParagraph($"- {item.Topic}: {item.Text}{Whose(entry)}{Mark(entry)}");
        }
    }

    /// <summary>Whom an entry is about, where that is not the whole that the report is about.</summary>
    private string Whose(FeedEntry entry) => entry.Activity.Scope == Scope.City && _source.City is null
        && entry.Stored.CityIds.Count > 0
        ? $" ({string.Join(", ", entry.Stored.CityIds.Select(_source.Names.City))})" : "";

    private IEnumerable<ReportPart> Priorities()
    {
        var set = _source.Entries.Where(entry => entry.Activity is PrioritiesSet).ToArray();
        if (set.Length == 0) yield return new ReportParagraph(Line);
        foreach (var entry in set)
        {
            var priorities = (PrioritiesSet)entry.Activity;
            yield return new ReportHeading(priorities.Horizon + Mark(entry));
            foreach (var (index, item) in priorities.Items.Index())
                yield return new ReportParagraph($"{index + 1}. {item}");
        }
    }

    private IEnumerable<ReportPart> Table(
        IReadOnlyList<IReadOnlyList<string>> rows, (string Vietnamese, string English, int Width)[] columns) =>
        ReportActivities.Table(_source.Language, rows, columns);

    internal static string Mark(FeedEntry entry) => entry.Activity.Assertion == Assertion.Inferred ? "*" : "";

    private string Day(DateOnly day) => _source.Language.Day(day);

    private string W(string vietnamese, string english) => _source.Language.In(vietnamese, english);
}
