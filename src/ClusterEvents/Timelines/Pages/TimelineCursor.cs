using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;
using SortKey = ClusterEvents.Domain.Entries.SortKey;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// The position of the end of a page: opaque to clients, and stable whatever is recorded afterwards.
/// </summary>
/// <param name="Exact">Whether it ended among exact matches; always true without a search.</param>
/// <param name="Key">The last entry of the page.</param>
public readonly record struct TimelineCursor(bool Exact, SortKey Key) : IParsable<TimelineCursor>
{
    public static string Of(bool exact, SortKey key) => Cursors.Of(string.Create(CultureInfo.InvariantCulture,
        $"{(exact ? 1 : 0)}.{key.OccurredOn.DayNumber}.{key.DayPart}.{key.SequenceHint}."
        + $"{key.RecordedAt.UtcTicks}.{key.ActivityId:N}"));

    /// <summary>Parses a cursor; false if it is malformed.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TimelineCursor result)
    {
        var found = s is null ? null : Read(s);
        result = found.GetValueOrDefault();
        return found is not null;
    }

    public static TimelineCursor Parse(string s, IFormatProvider? provider) =>
        Read(s) ?? throw new FormatException($"`{s}` is no cursor of a page.");

    private static TimelineCursor? Read(string text) =>
        Cursors.Parts(text) is [var exact, var day, var part, var hint, var ticks, var id]
        && exact is "0" or "1"
        && Scalars.Number(day, 0, DateOnly.MaxValue.DayNumber) is { } dayNumber
        && Scalars.Number(part, 0, short.MaxValue) is { } dayPart
        && int.TryParse(hint, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequenceHint)
        && Scalars.Number(ticks, 0, DateTimeOffset.MaxValue.UtcTicks) is { } utcTicks
        && Guid.TryParseExact(id, "N", out var activityId)
            ? new(exact == "1",
                new(DateOnly.FromDayNumber((int)dayNumber), (short)dayPart, sequenceHint,
                    new(utcTicks, TimeSpan.Zero), activityId))
            : null;
}
