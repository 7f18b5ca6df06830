using System.Globalization;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Pages.Reports;

/// <summary>The words of the form of a report, the same on paper and in Word.</summary>
internal static partial class ReportWords
{
    public static string NationalTitle(Language language) =>
        language.In("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM");

    public static string Motto(Language language) =>
        language.In("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness");

    /// <summary>Number and sign, which the record does not know.</summary>
    public static string Number(Language language) =>
        language.In($"Số: {PeriodReport.Gap}/BC-{PeriodReport.Gap}", $"No.: {PeriodReport.Gap}/BC-{PeriodReport.Gap}");

    public static string PlaceAndDay(Language language) => language.In(
        $"{PeriodReport.Gap}, ngày …… tháng …… năm {PeriodReport.Gap}", $"{PeriodReport.Gap}, {PeriodReport.Gap}");

    public static string Recipients(Language language) => language.In("Nơi nhận:", "Recipients:");

    public static IReadOnlyList<string> RecipientLines(Language language) =>
        [$"- {PeriodReport.Gap};", language.In($"- Lưu: {PeriodReport.Gap}.", $"- File: {PeriodReport.Gap}.")];

    public static string Signature(Language language) =>
        language.In("(chức vụ, chữ ký, họ tên)", "(post, signature, name)");

    /// <summary>How a print is checked.</summary>
    public static string Check(PeriodReport report)
    {
        var (language, check) = (report.Language, report.Check);
        return string.Join(' ', new[]
        {
            check.HasInferred
                ? language.In("* Suy luận, nguồn không nói rõ.", "* Inferred; no source states it.") : null,
            language.In($"Lập từ sổ ở vị trí {check.Position}", $"Made from the record at position {check.Position}")
                + (check.KnownUntil is { } until ? language.In($", mục cuối ghi lúc {Instant(until, language)}",
                    $", last record of {Instant(until, language)}") : "") + ".",
            check.Root is { } root ? language.In($"Điểm kiểm {check.Leaves} mục, gốc {root}….",
                $"Checkpoint of {check.Leaves} entries, root {root}….") : null,
            language.In($"Kiểm bản này tại {check.Address}", $"Check this print at {check.Address}"),
        }.OfType<string>());
    }

    /// <summary>
    /// The name of an agency, with no-break spaces in that of its place: a narrow column breaks it before “CẦN THƠ”,
    /// never within.
    /// </summary>
    public static string Unbroken(string agency) =>
        PlaceName().Replace(agency, place => place.Value.Replace(' ', '\u00A0'));

    private static string Instant(DateTimeOffset instant, Language language) => Clock.Local(instant).ToString(
        language.In("HH:mm 'ngày' dd'/'MM'/'yyyy", "d MMM yyyy HH:mm"), CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<=(?:THÀNH PHỐ|TỈNH) ).+$")]
    private static partial Regex PlaceName();
}
