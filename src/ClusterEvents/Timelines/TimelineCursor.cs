using System.Globalization;
using System.Text;

namespace ClusterEvents.Timelines;

/// <summary>Where a page ended: opaque to readers, and stable whatever is recorded in between.</summary>
/// <param name="Exact">Whether it ended among exact findings; always true where nothing is searched for.</param>
/// <param name="Key">The last entry of the page.</param>
public readonly record struct TimelineCursor(bool Exact, SortKey Key)
{
    private const int Longest = 200;

    public static string Of(bool exact, SortKey key) => Convert.ToBase64String(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture,
            $"{(exact ? 1 : 0)}.{key.OccurredOn.DayNumber}.{key.DayPart}.{key.SequenceHint}."
            + $"{key.RecordedAt.UtcTicks}.{key.ActivityId:N}")))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The cursor that a text stands for; null where the text is none of ours.</summary>
    public static TimelineCursor? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        var padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        if (text.Length > Longest || !Convert.TryFromBase64String(padded, bytes, out var length)) return null;
        return Encoding.ASCII.GetString(bytes[..length]).Split('.')
            is [var exact, var day, var part, var hint, var ticks, var id]
            && exact is "0" or "1"
            && Number(day, DateOnly.MaxValue.DayNumber) is { } dayNumber && Number(part, short.MaxValue) is { } dayPart
            && int.TryParse(hint, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequenceHint)
            && Number(ticks, DateTimeOffset.MaxValue.UtcTicks) is { } utcTicks
            && Guid.TryParseExact(id, "N", out var activityId)
            ? new(exact == "1",
                new(DateOnly.FromDayNumber((int)dayNumber), (short)dayPart, sequenceHint,
                    new(utcTicks, TimeSpan.Zero), activityId))
            : null;
    }

    private static long? Number(string text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= most ? number : null;
}
