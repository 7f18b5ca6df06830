using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>Content negotiation by the <c>Accept</c> header (RFC 9110, section 12.5.1).</summary>
internal static class Preference
{
    /// <summary>The preferred media type; the first if there is no header; null if none is acceptable.</summary>
    public static string? Of(HttpRequest request, params IReadOnlyList<string> mediaTypes)
    {
        var ranges = request.GetTypedHeaders().Accept;
        if (ranges.Count == 0) return mediaTypes[0];
        // A type named explicitly is preferred to one matched by a wildcard. The sort is stable, so the order of
        // offers decides between equals.
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

    /// <summary>How specifically a range matches a type; 0 if it does not. Parameters are ignored.</summary>
    private static int Fit(MediaTypeHeaderValue range, MediaTypeHeaderValue type) =>
        range.MatchesAllTypes ? 1
        : !range.Type.Equals(type.Type, StringComparison.OrdinalIgnoreCase) ? 0
        : range.MatchesAllSubTypes ? 2
        : range.SubType.Equals(type.SubType, StringComparison.OrdinalIgnoreCase) ? 3 : 0;
}
