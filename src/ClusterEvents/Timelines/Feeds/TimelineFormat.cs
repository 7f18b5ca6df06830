using System.Buffers;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>An output format for timeline pages.</summary>
/// <param name="MediaType">The media type for <c>Accept</c>.</param>
/// <param name="Parameters">Additional parameters of <c>Content-Type</c>.</param>
/// <param name="Suffix">The suffix in the path; empty if there is none.</param>
/// <param name="Write">Writes a page.</param>
public sealed record TimelineFormat(
    string MediaType, string Parameters, string Suffix, Func<TimelinePage, PageAddress, ReadOnlyMemory<byte>> Write)
{
    public static readonly TimelineFormat Json = new(MediaTypes.Json, "; charset=utf-8", "", WriteJson);

    /// <summary>All formats; the first is the default.</summary>
    public static readonly IReadOnlyList<TimelineFormat> All =
    [
        Json,
        new("text/csv", "; charset=utf-8; header=present", ".csv", CsvPage.Write),
        new("application/atom+xml", "; charset=utf-8", ".atom", AtomPage.Write),
        new("text/calendar", "; charset=utf-8", ".ics", CalendarPage.Write),
    ];

    public string ContentType => MediaType + Parameters;

    /// <summary>
    /// Splits a path into the timeline and the format, taken from its suffix or else from <c>Accept</c>.
    /// </summary>
    /// <returns>A null format if none is acceptable.</returns>
    public static (StreamKey Timeline, TimelineFormat? Format) Asked(StreamKey named, HttpRequest request)
    {
        foreach (var format in All)
            if (format.Suffix.Length > 0 && named.Id.EndsWith(format.Suffix, StringComparison.Ordinal))
                return (named with { Id = named.Id[..^format.Suffix.Length] }, format);
        var preferred = Preference.Of(request, [.. All.Select(format => format.MediaType)]);
        return (named, All.FirstOrDefault(format => format.MediaType == preferred));
    }

    /// <summary>The query with the fields that this format needs: feeds show when an entry last changed.</summary>
    public TimelineQuery Needs(TimelineQuery query) => this == Json ? query : query with { Corrections = true };

    public static IResult NotAcceptable(params IEnumerable<string> mediaTypes) => ProblemResults.Problem(
        StatusCodes.Status406NotAcceptable, "not-acceptable",
        $"Accept asks for nothing that is here. There is {string.Join(", ", mediaTypes)}.");

    private static ReadOnlyMemory<byte> WriteJson(TimelinePage page, PageAddress address)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        page.Write(body);
        return body.WrittenMemory;
    }
}
