using ClusterEvents.Domain;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Timelines;
using ClusterEvents.Timelines.Feeds;

namespace ClusterEvents.Pages.Reports;

/// <summary>The section of activities: how many of each family, and those that no other section shows.</summary>
internal static class ReportActivities
{
    /// <summary>The families whose entries are the tables of other sections.</summary>
    private static readonly string[] Elsewhere = ["target", "directive", "award"];

    public static IReadOnlyList<ReportPart> Of(ReportSource source)
    {
        var language = source.Language;
        var total = source.Summary.Total;
        var families = KindFamily.Shown(StoredEvents.Catalogue)
            .Select(one => (one.Family, Count: one.Kinds.Sum(kind => source.Summary.ByKind.GetValueOrDefault(kind))))
            .Where(one => one.Count > 0).ToArray();
        var parts = new List<ReportPart>
        {
            new ReportParagraph(language.In(
                $"Trong kỳ, sổ ghi {language.Grouped(total)} hoạt động. Vắng trong sổ không có nghĩa là không làm.",
                $"{language.Grouped(total)} activities of the period are on record. "
                + "Absence from the record does not mean that nothing was done.")),
        };
        if (families.Length == 0) return parts;
        parts.AddRange(Table(language,
            [
                .. families.Select(one => (IReadOnlyList<string>)
                    [language.In(one.Family.Vietnamese, one.Family.English), language.Grouped(one.Count)]),
                [language.In("Cộng", "Total"), language.Grouped(total)],
            ],
            [("Loại", "Kind", 75), ("Số hoạt động", "Activities", 25)]));
        if (total > source.Entries.Count)
            parts.Add(new ReportParagraph(language.In(
                $"Dưới đây kê {language.Grouped(source.Entries.Count)} hoạt động đầu tiên của kỳ; tải Excel để có đủ.",
                $"The first {language.Grouped(source.Entries.Count)} of them follow; the workbook has all.")));
        var shown = source.Entries.Where(IsShownHere)
            .GroupBy(entry => KindFamily.Of(entry.Kind, StoredEvents.Catalogue)).ToDictionary(group => group.Key);
        var number = 0;
        foreach (var (family, _) in families)
        {
            if (!shown.TryGetValue(family, out var entries)) continue;
            parts.Add(new ReportHeading(
                $"{++number}. {language.In(family.Vietnamese, family.English)} ({entries.Count()})"));
            parts.AddRange(Table(language, [.. entries.Select(entry => Row(source, entry))],
                [("Ngày", "Day", 20), ("Hoạt động", "Activity", 35), ("Nội dung", "Content", 45)]));
        }

        return parts;
    }

    internal static IEnumerable<ReportPart> Table(
        Language language, IReadOnlyList<IReadOnlyList<string>> rows,
        (string Vietnamese, string English, int Width)[] columns)
    {
        yield return new ReportTable(
            [.. columns.Select(one => new ReportColumn(language.In(one.Vietnamese, one.English), one.Width))],
            [.. rows.Take(PeriodReports.Most)]);
        if (rows.Count > PeriodReports.Most)
            yield return new ReportParagraph(language.In(
                $"Bảng kê {language.Grouped(PeriodReports.Most)} dòng đầu; tải Excel để có đủ.",
                $"The table has the first {language.Grouped(PeriodReports.Most)} rows; the workbook has all."));
    }

    private static bool IsShownHere(FeedEntry entry) =>
        entry.Activity is not (ScoreSubmitted or ScoreFinalised or AssessmentRecorded or PrioritiesSet)
            && !Elsewhere.Contains(KindFamily.Of(entry.Kind, StoredEvents.Catalogue).Name);

    private static IReadOnlyList<string> Row(ReportSource source, FeedEntry entry)
    {
        // Whose it is, where neither the report nor the entry says so.
        var whose = entry.Activity.Scope == Scope.City && source.City is null
            ? string.Join(", ", entry.Stored.CityIds.Select(source.Names.City)
                .Where(name => !entry.Summary.Contains(name, StringComparison.Ordinal))) : null;
        var disputed = entry.Stored.Disputed ? source.Language.NameOfDispute() : null;
        return
        [
            entry.Days.In(source.Language, day => source.Language.Day(day)),
            entry.Title + ReportText.Mark(entry),
            DisplayFormat.Line(whose, entry.Summary, disputed),
        ];
    }
}
