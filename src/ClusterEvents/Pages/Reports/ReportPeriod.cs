using System.Globalization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Frame;

namespace ClusterEvents.Pages.Reports;

/// <summary>The days that a report is about, both inclusive.</summary>
internal sealed record ReportPeriod(DateOnly From, DateOnly To)
{
    /// <summary>The period that was asked for; where it has no beginning the year of its end, which is today.</summary>
    public static ReportPeriod Of(DateOnly? from, DateOnly? to, DateOnly today)
    {
        var last = to ?? (from > today ? new DateOnly(from.Value.Year, 12, 31) : today);
        return new(from ?? new DateOnly(last.Year, 1, 1), last);
    }

    /// <summary>
    /// The name of the period, as it is usual in titles: “6 tháng đầu năm 2022”; null if its days alone tell it.
    /// </summary>
    public string? Named(Language language) => (From, To) switch
    {
        ({ Day: 1, Month: 1 }, { Day: 31, Month: 12 }) when SameYear => language.In($"năm {From.Year}", $"{From.Year}"),
        ({ Day: 1, Month: 1 }, { Day: 30, Month: 6 }) when SameYear =>
            language.In($"6 tháng đầu năm {From.Year}", $"first half of {From.Year}"),
        ({ Day: 1, Month: 7 }, { Day: 31, Month: 12 }) when SameYear =>
            language.In($"6 tháng cuối năm {From.Year}", $"second half of {From.Year}"),
        ({ Day: 1 }, _) when SameYear && To == LastOf(From) =>
            language.In(
                $"tháng {From.Month} năm {From.Year}", From.ToString("MMMM yyyy", CultureInfo.InvariantCulture)),
        ({ Day: 1, Month: 1 or 4 or 7 or 10 }, _) when SameYear && To == LastOf(From.AddMonths(2)) => language.In(
            $"quý {Quarters[(From.Month - 1) / 3]} năm {From.Year}", $"quarter {(From.Month + 2) / 3} of {From.Year}"),
        _ => null,
    };

    /// <summary>The period in words: its name, or its days.</summary>
    public string In(Language language) => Named(language) ?? Days(language);

    /// <summary>Its days: “từ 01/01/2022 đến 29/07/2022”.</summary>
    public string Days(Language language)
    {
        var (from, to) = (language.Day(From), language.Day(To));
        return From == To ? language.In($"ngày {from}", from) : language.In($"từ {from} đến {to}", $"{from} to {to}");
    }

    /// <summary>The query of an address.</summary>
    public string Query => $"from={From:yyyy'-'MM'-'dd}&to={To:yyyy'-'MM'-'dd}";

    private bool SameYear => From.Year == To.Year;

    private static readonly string[] Quarters = ["I", "II", "III", "IV"];

    private static DateOnly LastOf(DateOnly month) =>
        new(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));
}
