using System.Globalization;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Reading.Written;

/// <summary>
/// A day as people write it: 29/07/2022, 29-7-2022, 2022-07-29, <c>ngày 29 tháng 7 năm 2022</c>; or a month, a quarter
/// or a year, which stands for its first day.
/// </summary>
/// <param name="Day">The day, or the first day of the period.</param>
/// <param name="Precision">What was written.</param>
public readonly partial record struct WrittenDay(DateOnly Day, Precision Precision)
{
    /// <summary>Reads a day; adds a fault if it is none.</summary>
    public static WrittenDay? Read(string text, string path, ICollection<WrittenFault> faults)
    {
        var (read, fault) = Read(text.Trim(), path);
        if (fault is not null) faults.Add(fault);
        return read;
    }

    private static (WrittenDay? Read, WrittenFault? Fault) Read(string text, string path)
    {
        if (Iso().Match(text) is { Success: true } iso) return OfDay(iso, text, path);
        if (DayFirst().Match(text) is { Success: true } day) return OfDay(day, text, path);
        if (InWords().Match(text) is { Success: true } words) return OfDay(words, text, path);
        if (InEnglish().Match(text) is { Success: true } english
            && EnglishMonth(english.Groups["month"].Value) is { } named)
            return OfDay(Number(english, "day"), named, english.Groups["year"].Value, text, path);
        if (OfQuarter().Match(text) is { Success: true } quarter)
            return Of(new(Number(quarter, "year"), (3 * QuarterOf(quarter.Groups["quarter"].Value)) - 2, 1),
                Precision.Quarter);
        if (OfMonth().Match(text) is { Success: true } month && Number(month, "month") is >= 1 and <= 12 and var which)
            return Of(new(Number(month, "year"), which, 1), Precision.Month);
        if (OfYear().Match(text) is { Success: true } year)
            return Of(new(Number(year, "year"), 1, 1), Precision.Year);
        return (null, new(path, "not-a-date", ("value", text)));
    }

    private static (WrittenDay? Read, WrittenFault? Fault) OfDay(Match match, string text, string path) =>
        OfDay(Number(match, "day"), Number(match, "month"), match.Groups["year"].Value, text, path);

    private static (WrittenDay? Read, WrittenFault? Fault) OfDay(
        int day, int month, string year, string text, string path)
    {
        if (month is < 1 or > 12 || day is < 1 or > 31) return (null, new(path, "not-a-date", ("value", text)));
        if (year.Length == 2)
            return (null, new(path, "year-of-two-digits", ("value", text), ("guess", $"{day:00}/{month:00}/20{year}")));
        var whole = int.Parse(year, CultureInfo.InvariantCulture);
        if (whole == 0) return (null, new(path, "not-a-date", ("value", text)));
        var last = DateTime.DaysInMonth(whole, month);
        return day > last
            ? (null, new(path, "no-such-day", ("value", text), ("month", month), ("last", last)))
            : Of(new(whole, month, day), Precision.Day);
    }

    private static (WrittenDay? Read, WrittenFault? Fault) Of(DateOnly day, Precision precision) =>
        (new WrittenDay(day, precision), null);

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static int QuarterOf(string text) => text.ToUpperInvariant() switch
    {
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        _ => int.Parse(text, CultureInfo.InvariantCulture),
    };

    private static int? EnglishMonth(string name) =>
        Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, month => month.Length > 0
            && name.Length >= 3 && month.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
            ? index + 1 : null;

    private const RegexOptions Any = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\A(?<year>[0-9]{4})[-/.](?<month>[0-9]{1,2})[-/.](?<day>[0-9]{1,2})\z")]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"\A(?:ngày\s+)?(?<day>[0-9]{1,2})\s?[-/.]\s?(?<month>[0-9]{1,2})\s?[-/.]\s?(?<year>[0-9]{4}|[0-9]{2})\z", Any)]
    private static partial Regex DayFirst();

    [GeneratedRegex(
        @"\A(?:ngày\s+)?(?<day>[0-9]{1,2})\s+tháng\s+(?<month>[0-9]{1,2})[,\s]+(?:năm\s+)?(?<year>[0-9]{4}|[0-9]{2})\z",
        Any)]
    private static partial Regex InWords();

    [GeneratedRegex(@"\A(?<day>[0-9]{1,2})\s+(?<month>[a-z]{3,9})\.?,?\s+(?<year>[0-9]{4})\z", Any)]
    private static partial Regex InEnglish();

    [GeneratedRegex(
        @"\A(?:quý|quy|quarter|q)\s*(?<quarter>[1-4]|iv|i{1,3})\s*(?:[-/.,]|năm|\s)\s*(?<year>[1-9][0-9]{3})\z", Any)]
    private static partial Regex OfQuarter();

    [GeneratedRegex(@"\A(?:tháng\s+)?(?<month>[0-9]{1,2})\s*(?:[-/.]|năm|\s)\s*(?<year>[1-9][0-9]{3})\z"
        + @"|\A(?<year>[1-9][0-9]{3})-(?<month>[0-9]{2})\z", Any)]
    private static partial Regex OfMonth();

    [GeneratedRegex(@"\A(?:năm\s+)?(?<year>[1-9][0-9]{3})\z", Any)]
    private static partial Regex OfYear();
}
