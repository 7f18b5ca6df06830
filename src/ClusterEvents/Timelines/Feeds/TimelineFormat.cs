using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>An output format of timelines.</summary>
/// <param name="MediaType">The media type for <c>Accept</c>.</param>
/// <param name="Parameters">Additional parameters of <c>Content-Type</c>.</param>
/// <param name="Suffix">The suffix in the path; empty if there is none.</param>
/// <param name="Disposition">Whether a browser shows it (<c>inline</c>) or stores it (<c>attachment</c>).</param>
/// <param name="Description">What it is, for the OpenAPI document.</param>
public sealed record TimelineFormat(
    string MediaType, string Parameters, string Suffix, string Disposition, string Description)
{
    /// <summary>Pages; all other formats are whole.</summary>
    public static readonly TimelineFormat Json = new(MediaTypes.Json, "; charset=utf-8", "", "inline", "A page");

    public static readonly TimelineFormat Csv = new("text/csv", "; charset=utf-8; header=present", ".csv", "attachment",
        "All entries as a table with headers in the reader's language, for spreadsheets");

    public static readonly TimelineFormat Atom = new("application/atom+xml", "; charset=utf-8", ".atom", "inline",
        "All entries as a feed, the one that was last recorded, corrected or retracted first");

    public static readonly TimelineFormat Calendar = new("text/calendar", "; charset=utf-8", ".ics", "attachment",
        "All entries as a calendar: one event a meeting, moved or cancelled with it, and the due days of directives "
        + "and targets");

    /// <summary>All formats; the first is the default.</summary>
    public static readonly IReadOnlyList<TimelineFormat> All = [Json, Csv, Atom, Calendar];

    public string ContentType => MediaType + Parameters;

    /// <summary>
    /// Splits a path into the timeline and the format, taken from its suffix in any case, or else from <c>Accept</c>.
    /// </summary>
    /// <returns>A null format if none is acceptable.</returns>
    public static (StreamKey Timeline, TimelineFormat? Format) Asked(StreamKey named, HttpRequest request)
    {
        foreach (var format in All)
            if (format.Suffix.Length > 0 && named.Id.EndsWith(format.Suffix, StringComparison.OrdinalIgnoreCase))
                return (named with { Id = named.Id[..^format.Suffix.Length] }, format);
        var preferred = Preference.Of(request, [.. All.Select(format => format.MediaType)]);
        return (named, All.FirstOrDefault(format => format.MediaType == preferred));
    }

    /// <summary>Whether a request asks for a whole timeline, before it is routed.</summary>
    public static bool IsWhole(HttpRequest request)
    {
        if (!request.Path.StartsWithSegments("/v1/timelines", StringComparison.OrdinalIgnoreCase)) return false;
        var (_, format) = Asked(new(StreamKinds.City, request.Path.Value!.TrimEnd('/')), request);
        return format is not null && format != Json;
    }

    public static IResult NotAcceptable(params IEnumerable<string> mediaTypes) => ProblemResults.Problem(
        StatusCodes.Status406NotAcceptable, "not-acceptable", ("expected", mediaTypes.ToArray()));
}
