using System.Buffers;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>A form in which the page of a timeline is answered.</summary>
/// <param name="MediaType">How <c>Accept</c> asks for it.</param>
/// <param name="Parameters">What its <c>Content-Type</c> says beside.</param>
/// <param name="Suffix">How the path asks for it; empty where it does not.</param>
/// <param name="Write">Writes a page.</param>
public sealed record TimelineFormat(
    string MediaType, string Parameters, string Suffix, Func<TimelinePage, PageAddress, ReadOnlyMemory<byte>> Write)
{
    public static readonly TimelineFormat Json = new(MediaTypes.Json, "; charset=utf-8", "", WriteJson);

    /// <summary>All forms; the first is for readers who do not say what they want.</summary>
    public static readonly IReadOnlyList<TimelineFormat> All =
    [
        Json,
        new("text/csv", "; charset=utf-8; header=present", ".csv", CsvPage.Write),
        new("application/atom+xml", "; charset=utf-8", ".atom", AtomPage.Write),
        new("text/calendar", "; charset=utf-8", ".ics", CalendarPage.Write),
    ];

    public string ContentType => MediaType + Parameters;

    /// <summary>The timeline that a path names, and the form that its suffix or else <c>Accept</c> asks for.</summary>
    /// <returns>Null as form where the reader accepts none.</returns>
    public static (StreamKey Timeline, TimelineFormat? Format) Asked(StreamKey named, HttpRequest request)
    {
        foreach (var format in All)
            if (format.Suffix.Length > 0 && named.Id.EndsWith(format.Suffix, StringComparison.Ordinal))
                return (named with { Id = named.Id[..^format.Suffix.Length] }, format);
        var preferred = Preference.Of(request, [.. All.Select(format => format.MediaType)]);
        return (named, All.FirstOrDefault(format => format.MediaType == preferred));
    }

    /// <summary>The query as this form needs it answered: feeds tell when an entry was last corrected.</summary>
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
