using System.Globalization;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Reading.Written;

/// <summary>
/// Numbers as people write them: 1.284 and 72,5, with spaces, a unit or a sign of percent behind, amounts with
/// <c>triệu</c> and <c>tỷ</c>. A decimal that can be read two ways is refused.
/// </summary>
public static partial class WrittenNumber
{
    private static readonly Dictionary<string, long> Powers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nghìn"] = 1_000,
        ["ngàn"] = 1_000,
        ["triệu"] = 1_000_000,
        ["tr"] = 1_000_000,
        ["million"] = 1_000_000,
        ["tỷ"] = 1_000_000_000,
        ["tỉ"] = 1_000_000_000,
        ["billion"] = 1_000_000_000,
    };

    private const decimal LargestAmount = 1_000_000_000_000_000_000m;

    /// <summary>Reads a decimal; adds a fault if it is none, or if it can be read two ways.</summary>
    public static decimal? ReadDecimal(string text, string path, ICollection<WrittenFault> faults)
    {
        if (Parse(text) is not { } readings) return Refuse(text, path, faults);
        if (readings is [var one, var other])
        {
            faults.Add(new(path, "ambiguous-number", ("value", text.Trim()),
                ("a", one.ToString("0", CultureInfo.InvariantCulture)), ("b", other)));
            return null;
        }

        return readings[0];
    }

    /// <summary>Reads a whole number: points and commas can only separate its thousands.</summary>
    public static long? ReadWhole(string text, string path, ICollection<WrittenFault> faults)
    {
        if (Parse(text) is not { } readings) return (long?)Refuse(text, path, faults);
        if (decimal.IsInteger(readings[0]) && Math.Abs(readings[0]) <= Scalars.LargestInteger) return (long)readings[0];
        faults.Add(new(path, "not-a-whole-number", ("field", new NamedField(path)), ("most", Scalars.LargestInteger)));
        return null;
    }

    private static decimal? Refuse(string text, string path, ICollection<WrittenFault> faults)
    {
        faults.Add(new(path, "not-a-number", ("value", text.Trim())));
        return null;
    }

    /// <summary>The readings of a number, that of a whole number first; null if it is none.</summary>
    private static decimal[]? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match) return null;
        var digits = Spaces().Replace(match.Groups["digits"].Value, "");
        var power = match.Groups["power"] is { Success: true } named ? Powers[named.Value] : 1;
        if (match.Groups["sign"].Length > 0) power = -power;
        // No such amount is near the largest decimal; a unit keeps the digits as they were written.
        return Readings(digits) is { Length: > 0 } readings && readings.Max() < LargestAmount
            ? [.. readings.Select(value => power == 1 ? value : value * power)] : null;
    }

    private static decimal[] Readings(string digits)
    {
        var (dots, commas) = (digits.Count('.'), digits.Count(','));
        if (digits.Count(char.IsAsciiDigit) > DecimalText.MostDigits) return [];
        if (dots == 0 && commas == 0) return Plain(digits);
        if (dots > 0 && commas > 0)
        {
            var last = digits.LastIndexOfAny(['.', ',']);
            var (group, point) = digits[last] == ',' ? ('.', ',') : (',', '.');
            return digits.Count(point) == 1 && IsGrouped(digits[..last], group) ? Of(digits, group, point) : [];
        }

        var mark = dots > 0 ? '.' : ',';
        var asWhole = IsGrouped(digits, mark) && digits[0] != '0'
            ? Plain(digits.Replace($"{mark}", "", StringComparison.Ordinal)) : [];
        return digits.Count(mark) > 1 ? asWhole : [.. asWhole, .. Plain(digits.Replace(mark, '.'))];
    }

    private static bool IsGrouped(string digits, char mark)
    {
        var groups = digits.Split(mark);
        return groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3);
    }

    private static decimal[] Of(string digits, char group, char point) =>
        Plain(digits.Replace($"{group}", "", StringComparison.Ordinal).Replace(point, '.'));

    private static decimal[] Plain(string digits) => decimal.TryParse(
        digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && digits[0] != '.' && digits[^1] != '.' ? [value] : [];

    [GeneratedRegex(
        @"\A\s*(?<sign>[-\u2212]?)\s?(?<digits>[0-9][0-9.,]*(?:[ \u00a0\u202f][0-9]{3})*(?:,[0-9]+)?)\s*"
        + @"(?<power>nghìn|ngàn|triệu|tr|million|tỷ|tỉ|billion)?\s*(?:%|đồng|đ|₫|vnd|vnđ|vụ|người|phiếu|điểm)?\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"[ \u00a0\u202f]")]
    private static partial Regex Spaces();
}
