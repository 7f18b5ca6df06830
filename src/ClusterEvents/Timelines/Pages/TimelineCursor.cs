using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using SortKey = ClusterEvents.Domain.Entries.SortKey;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// The position of the end of a page: opaque to clients, and stable whatever is recorded afterwards.
/// </summary>
/// <param name="Exact">Whether it ended among exact matches; always true without a search.</param>
/// <param name="Key">The last entry of the page.</param>
/// <param name="Query">The <see cref="TimelineQuery.Fingerprint"/> of its query.</param>
/// <param name="KnownAt">The point in time of its query; null for the current state.</param>
public readonly record struct TimelineCursor(bool Exact, SortKey Key, string Query, KnownAt? KnownAt)
    : IParsable<TimelineCursor>
{
    public override string ToString() => Cursors.Of(string.Create(CultureInfo.InvariantCulture,
        $"{(Exact ? 1 : 0)}.{Key.OccurredOn.DayNumber}.{Key.DayPart}.{Key.SequenceHint}."
        + $"{Key.RecordedAt.UtcTicks}.{Key.ActivityId:N}.{Query}.{KnownAt?.Position}"));

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
        Cursors.Parts(text) is [var exact, var day, var part, var hint, var ticks, var id, var query, var position]
        && exact is "0" or "1"
        && Scalars.Number(day, 0, DateOnly.MaxValue.DayNumber) is { } dayNumber
        && Scalars.Number(part, 0, short.MaxValue) is { } dayPart
        && int.TryParse(hint, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequenceHint)
        && Scalars.Number(ticks, 0, DateTimeOffset.MaxValue.UtcTicks) is { } utcTicks
        && Guid.TryParseExact(id, "N", out var activityId)
        && (position.Length == 0 || Scalars.Number(position, 0, long.MaxValue) is not null)
            ? new(exact == "1",
                new(DateOnly.FromDayNumber((int)dayNumber), (short)dayPart, sequenceHint,
                    new(utcTicks, TimeSpan.Zero), activityId),
                query, Scalars.Number(position, 0, long.MaxValue) is { } known ? new(known) : null)
            : null;
}
