using System.Globalization;
using System.Text;

namespace ClusterEvents.Exchange.Sheets.Reading;

/// <summary>Makes of the stored values of a workbook what its user sees.</summary>
/// <param name="texts">The texts that cells share.</param>
/// <param name="kinds">The kind of number for each style.</param>
/// <param name="since1904">Whether days are counted from 1904, as early Macintosh programs did.</param>
internal sealed class XlsxCells(IReadOnlyList<string> texts, IReadOnlyList<NumberKind> kinds, bool since1904)
{
    /// <summary>The number of 31 December 9999, and the difference of both ways to count days.</summary>
    public const int LastDay = 2_958_465;

    private const int Years1904 = 1_462;

    /// <summary>The digits of a number that a spreadsheet shows; the rest is rounding.</summary>
    private const string Shown = "G15";

    /// <param name="type">The attribute <c>t</c>.</param>
    /// <param name="style">The attribute <c>s</c>.</param>
    /// <param name="value">The stored value.</param>
    public SheetCell Of(string? type, string? style, string value) => type switch
    {
        "s" => Text(texts.ElementAtOrDefault(int.Parse(value, CultureInfo.InvariantCulture))
            ?? throw UnreadableSheetException.Because("no such text")),
        "b" => Text(value == "1" ? "1" : "0"),
        null or "n" => value.Length == 0 ? SheetCell.Empty : Numeric(value, KindOf(style)),
        // An ISO 8601 day, or a text, the result of a formula, or an error such as #N/A.
        _ => Text(value),
    };

    private static SheetCell Text(string text) => new(Unescaped(text).Normalize(NormalizationForm.FormC).Trim());

    private NumberKind KindOf(string? style) =>
        int.TryParse(style, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < kinds.Count
            ? kinds[index] : NumberKind.Number;

    private SheetCell Numeric(string value, NumberKind kind)
    {
        var stored = double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(stored) || Math.Abs(stored) > 1e15) return new(value.Trim());
        if (kind is NumberKind.Number or NumberKind.Percentage || stored < 0 || stored > LastDay + 1)
        {
            // A percentage of 72,5 % is stored as 0.725.
            var number = decimal.Parse(
                (kind == NumberKind.Percentage ? stored * 100 : stored).ToString(Shown, CultureInfo.InvariantCulture),
                NumberStyles.Float, CultureInfo.InvariantCulture);
            return new(number.ToString(CultureInfo.InvariantCulture), number);
        }

        var moment = Moment(stored);
        return new(kind switch
        {
            NumberKind.Day => $"{moment:dd'/'MM'/'yyyy}",
            NumberKind.Time => $"{moment:HH':'mm}",
            _ => moment.TimeOfDay == TimeSpan.Zero ? $"{moment:dd'/'MM'/'yyyy}" : $"{moment:dd'/'MM'/'yyyy HH':'mm}",
        });
    }

    private DateTime Moment(double stored)
    {
        var days = stored + (since1904 ? Years1904 : 0);
        // Excel counts 29 February 1900, which never was.
        return DateTime.UnixEpoch.AddDays((days < 60 ? 1 : 0) - 25_569).AddMinutes(Math.Round(days * 1_440));
    }

    /// <summary>The day that a number stands for; null if it stands for none.</summary>
    public static DateOnly? DayOf(decimal number) => number is > 60 and <= LastDay && number == decimal.Truncate(number)
        ? DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays((double)number - 25_569)) : null;

    /// <summary>Characters that XML cannot hold are written as <c>_x000D_</c> (section 22.9.2.19).</summary>
    private static string Unescaped(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text
        : System.Text.RegularExpressions.Regex.Replace(text, "_x([0-9A-Fa-f]{4})_", match =>
            ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
}
