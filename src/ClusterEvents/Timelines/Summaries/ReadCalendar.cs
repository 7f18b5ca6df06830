using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Summaries;

/// <summary>The year that a calendar shows, with the filters of timelines.</summary>
public sealed record CalendarParameters : EntryParameters
{
    /// <summary>Words to find, with or without diacritics.</summary>
    [Parameter(EmptyIsLeftOut = true)]
    public override string? Q { get; init; }

    /// <summary>What else is counted.</summary>
    [OneOf("retracted", "predecessors", Name = "CalendarInclusion")]
    [Parameter(SplitAtCommas = true)]
    public override IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The year.</summary>
    [Parameter(Required = true, Least = 1, Most = 9999, Example = "2022")]
    public int Year { get; init; }

    public override void Check(ValidationErrors errors)
    {
        base.Check(errors);
        if (From is not null || To is not null || Cursor is not null)
            errors.Add("year", "year-is-the-period");
    }
}

/// <summary>Read how many entries a timeline has on each day of a year.</summary>
public static class ReadCalendar
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string title = "Count the entries of a {0} on each day of a year";
        foreach (var route in NamedTimeline.Map(routes, "/v1/timelines", "/calendar", AnswerAsync, title))
            route.WithTags("Timelines").Answers<IReadOnlyList<CalendarDay>>("The days with entries, in their order")
                .Refuses(400, 404, 504);
    }

    private static Task<IResult> AnswerAsync(
        NamedTimeline timeline, Asked<CalendarParameters> asked, HttpContext http, CalendarReader reader,
        TimelineRequestHandler handler) =>
        handler.AnswerAsync(timeline.Key, http, asked, async query =>
            await reader.ReadAsync(query, asked.Query.Year, http.RequestAborted) is { } days
                ? TypedResults.Ok(days) : null);
}
