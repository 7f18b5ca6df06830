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

    public static readonly TimelineFormat Workbook = new(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "", ".xlsx", "attachment",
        "All entries as a workbook, with days and numbers as such, and what was corrected on a second sheet")
    {
        IsPacked = true,
    };

    public static readonly TimelineFormat Report = new(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "", ".docx", "attachment",
        "The report of the period from `from` to `to` as a Word document: the year until today where they are left out")
    {
        IsPacked = true,
    };

    public static readonly TimelineFormat Atom = new("application/atom+xml", "; charset=utf-8", ".atom", "inline",
        "All entries as a feed, the one that was last recorded, corrected or retracted first");

    public static readonly TimelineFormat Calendar = new("text/calendar", "; charset=utf-8", ".ics", "attachment",
        "All entries as a calendar: one event a meeting, moved or cancelled with it, and the due days of directives "
        + "and targets");

    /// <summary>All formats; the first is the default.</summary>
    public static readonly IReadOnlyList<TimelineFormat> All = [Json, Csv, Workbook, Report, Atom, Calendar];

    /// <summary>Whether it is a ZIP archive, whose bytes tell when it was written: its ETag is weak.</summary>
    public bool IsPacked { get; init; }

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

    /// <summary>Whether a request asks for a whole timeline or list, before it is routed.</summary>
    public static bool IsWhole(HttpRequest request)
    {
        if (!request.Path.StartsWithSegments("/v1/timelines", StringComparison.OrdinalIgnoreCase))
            return request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
                && new[] { Csv, Workbook }.Any(table => request.Path.Value!.TrimEnd('/')
                    .EndsWith(table.Suffix, StringComparison.OrdinalIgnoreCase));
        var (_, format) = Asked(new(StreamKinds.City, request.Path.Value!.TrimEnd('/')), request);
        return format is not null && format != Json;
    }

    public static IResult NotAcceptable(params IEnumerable<string> mediaTypes) => ProblemResults.Problem(
        StatusCodes.Status406NotAcceptable, "not-acceptable", ("expected", mediaTypes.ToArray()));
}
