using System.Globalization;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Model;

/// <summary>Decimals as text in plain notation, so that no JSON reader rounds them.</summary>
public static partial class DecimalText
{
    /// <summary>The number of digits that are kept exactly, before and after the point together.</summary>
    public const int MostDigits = 28;

    /// <summary>Parses a decimal such as <c>12.50</c>; null for anything else, such as 1e3.</summary>
    public static decimal? Parse(string text) =>
        Plain().IsMatch(text) && text.Count(char.IsAsciiDigit) <= MostDigits
            ? decimal.Parse(text, Notation, CultureInfo.InvariantCulture) : null;

    /// <summary>The text of a number, with its trailing zeros.</summary>
    public static string Of(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number for display: 12,5 in Vietnamese and 12.5 in English.</summary>
    public static string In(this Language language, decimal number) =>
        language.In(Of(number).Replace('.', ','), Of(number));

    private const NumberStyles Notation = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?\z")]
    private static partial Regex Plain();
}
