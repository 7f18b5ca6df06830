namespace ClusterEvents.Domain.Model.Wording;

/// <summary>Formats values for display. Pure, so that a replay produces the same text.</summary>
public static class DisplayFormat
{
    public static string In(this Language language, string vietnamese, string english) =>
        language == Language.Vietnamese ? vietnamese : english;

    /// <summary>A day in the format of the language: 29/07/2022 or 2022-07-29.</summary>
    public static string In(this Language language, DateOnly day) =>
        language.In($"{day:dd'/'MM'/'yyyy}", $"{day:yyyy'-'MM'-'dd}");

    public static string In(this Language language, Period period) =>
        $"{language.In(period.From)}–{language.In(period.To)}";

    /// <summary>A whole number with its thousands separated: 1.500 in Vietnamese, 1,500 in English.</summary>
    public static string Grouped(this Language language, long number) =>
        number.ToString("N0", language == Language.Vietnamese ? Vietnamese : English);

    /// <summary>An amount in whole đồng: 1.500.000 đồng, or 1,500,000 VND.</summary>
    public static string Dong(this Language language, long amount) =>
        language.Grouped(amount) + language.In(" đồng", " VND");

    /// <summary>Joins the parts that are not null to one line.</summary>
    public static string Line(params IEnumerable<string?> parts) =>
        string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>The beginning of a text, cut after a word.</summary>
    public static string Shortened(string text)
    {
        if (text.Length <= LongestShortened) return text;
        var end = text.LastIndexOf(' ', LongestShortened);
        return text[..(end > LongestShortened / 2 ? end : SafeEnd(text))].TrimEnd(' ', ',', ';', '.') + "…";
    }

    /// <summary>Where a text without a space is cut: never inside a character of two code units.</summary>
    private static int SafeEnd(string text) =>
        char.IsHighSurrogate(text[LongestShortened - 1]) ? LongestShortened - 1 : LongestShortened;

    private const int LongestShortened = 80;

    /// <summary>The full form of address of an official: rank, name, post, unit.</summary>
    public static string Full(this Person person) =>
        string.Join(", ", new[] { $"{person.Rank} {person.Name}".Trim(), person.Post, person.Unit }
            .Where(part => !string.IsNullOrEmpty(part)));

    private static readonly System.Globalization.NumberFormatInfo Vietnamese = new() { NumberGroupSeparator = "." };
    private static readonly System.Globalization.NumberFormatInfo English = new() { NumberGroupSeparator = "," };
}
