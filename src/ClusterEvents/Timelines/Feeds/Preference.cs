using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>What a reader prefers of what there is, as <c>Accept</c> says (RFC 9110, section 12.5.1).</summary>
internal static class Preference
{
    /// <summary>The first of the media types where the reader names none; null where none will do.</summary>
    public static string? Of(HttpRequest request, params IReadOnlyList<string> mediaTypes)
    {
        var ranges = request.GetTypedHeaders().Accept;
        if (ranges.Count == 0) return mediaTypes[0];
        // What is named outright is meant more than what a wildcard happens to cover. The sort is stable: all else
        // being equal, what is offered first is answered.
        return mediaTypes.Select(type => (Type: type, Range: MostSpecific(ranges, MediaTypeHeaderValue.Parse(type))))
            .Where(offer => offer.Range is not null && Quality(offer.Range) > 0)
            .OrderByDescending(offer => Quality(offer.Range!))
            .ThenByDescending(offer => Fit(offer.Range!, MediaTypeHeaderValue.Parse(offer.Type)))
            .Select(offer => offer.Type).FirstOrDefault();
    }

    private static MediaTypeHeaderValue? MostSpecific(
        IEnumerable<MediaTypeHeaderValue> ranges, MediaTypeHeaderValue type) =>
        ranges.Where(range => Fit(range, type) > 0).MaxBy(range => Fit(range, type));

    private static double Quality(MediaTypeHeaderValue range) => range.Quality ?? 1;

    /// <summary>How closely a range names a type, 0 where it does not. Parameters do not count.</summary>
    private static int Fit(MediaTypeHeaderValue range, MediaTypeHeaderValue type) =>
        range.MatchesAllTypes ? 1
        : !range.Type.Equals(type.Type, StringComparison.OrdinalIgnoreCase) ? 0
        : range.MatchesAllSubTypes ? 2
        : range.SubType.Equals(type.SubType, StringComparison.OrdinalIgnoreCase) ? 3 : 0;
}
