using System.Text.RegularExpressions;

namespace ClusterEvents.Exchange.Sheets.Reading;

/// <summary>What the format of a cell makes of its number.</summary>
internal enum NumberKind { Number, Percentage, Day, Time, DayAndTime }

/// <summary>Tells the kind of a number from its format (ECMA-376, part 1, section 18.8.31).</summary>
internal static partial class NumberKinds
{
    /// <summary>The kind of a built-in format; those of East Asian days are among them.</summary>
    public static NumberKind OfBuiltIn(int id) => id switch
    {
        9 or 10 => NumberKind.Percentage,
        22 => NumberKind.DayAndTime,
        (>= 14 and <= 17) or (>= 27 and <= 31) or 36 or (>= 50 and <= 58) => NumberKind.Day,
        (>= 18 and <= 21) or (>= 32 and <= 35) or (>= 45 and <= 47) => NumberKind.Time,
        _ => NumberKind.Number,
    };

    /// <summary>The kind of a format of the workbook's own, such as <c>dd/mm/yyyy</c>.</summary>
    public static NumberKind Of(string format)
    {
        // Only the first section counts: positive numbers.
        var code = Literal().Replace(format, "").Split(';')[0].ToLowerInvariant();
        if (code.Contains("general", StringComparison.Ordinal)) return NumberKind.Number;
        // m is a minute beside hours or seconds, and a month otherwise.
        var (day, time) = (code.AsSpan().ContainsAny('d', 'y'), code.AsSpan().ContainsAny('h', 's'));
        return (day, time) switch
        {
            (true, true) => NumberKind.DayAndTime,
            (true, false) => NumberKind.Day,
            (false, true) => NumberKind.Time,
            _ when code.Contains('m', StringComparison.Ordinal) => NumberKind.Day,
            _ => code.Contains('%', StringComparison.Ordinal) ? NumberKind.Percentage : NumberKind.Number,
        };
    }

    /// <summary>
    /// Quoted and escaped text, colours, locales and fill characters. Elapsed time, as in [h], stays.
    /// </summary>
    [GeneratedRegex("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+\\])[^\\]]*\\]", RegexOptions.IgnoreCase)]
    private static partial Regex Literal();
}
