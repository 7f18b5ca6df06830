using System.Globalization;
using System.Text.Json;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Search;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>
/// Names the file of a timeline by its key and filters, such as <c>can-tho-2022</c>: lower-case ASCII letters, digits
/// and hyphens, which every system stores.
/// </summary>
internal static class FeedFileName
{
    private const int Longest = 100;

    public static string Of(WholeTimeline timeline, long? knownAt)
    {
        var query = timeline.Query;
        string?[] parts =
        [
            query.Timeline.Id, Days(query), .. query.Kinds.Select(JsonNamingPolicy.KebabCaseLower.ConvertName),
            query.Search is { } search ? string.Join('-', SearchWords.Folded(search)) : null,
            knownAt is { } position ? string.Create(CultureInfo.InvariantCulture, $"at-{position}") : null,
        ];
        return Of(parts);
    }

    /// <summary>A name of some parts; empty ones are left out.</summary>
    public static string Of(IEnumerable<string?> parts)
    {
        var name = string.Join('-', parts.Where(part => !string.IsNullOrEmpty(part)));
        var plain = new string([.. name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')]);
        return plain[..Math.Min(plain.Length, Longest)].TrimEnd('-');
    }

    private static string? Days(TimelineQuery query) => (query.From, query.To) switch
    {
        ({ DayOfYear: 1 } from, { Month: 12, Day: 31 } to) when from.Year == to.Year => $"{from:yyyy}",
        ({ } from, { } to) when from == to => $"{from:yyyy-MM-dd}",
        ({ } from, { } to) => $"{from:yyyy-MM-dd}-{to:yyyy-MM-dd}",
        ({ } from, null) => $"from-{from:yyyy-MM-dd}",
        (null, { } to) => $"to-{to:yyyy-MM-dd}",
        _ => null,
    };
}
