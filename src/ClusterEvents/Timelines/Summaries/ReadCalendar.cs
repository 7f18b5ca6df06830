using ClusterEvents.Domain.Model;
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
        var city = routes.MapRead("/v1/timelines/cities/{cityId}/calendar", OfCity)
            .WithSummary("Count the entries of a city on each day of a year");
        var campaign = routes.MapRead("/v1/timelines/campaigns/{campaignId}/calendar", OfCampaign)
            .WithSummary("Count the entries of a campaign on each day of a year");
        var cluster = routes.MapRead("/v1/timelines/clusters/{clusterId}/calendar", OfCluster)
            .WithSummary("Count the entries of a cluster on each day of a year");
        foreach (var route in new[] { city, campaign, cluster })
            route.WithTags("Timelines").Answers<IReadOnlyList<CalendarDay>>("The days with entries, in their order")
                .Refuses(400, 404, 504);
    }

    private static Task<IResult> OfCity(
        [PathParameter("The city's key", Example = "can-tho")] string cityId, Asked<CalendarParameters> asked,
        HttpContext http, CalendarReader reader, TimelineRequestHandler handler) =>
        AnswerAsync(new(StreamKinds.City, cityId), asked, http, reader, handler);

    private static Task<IResult> OfCampaign(
        [PathParameter("The edition's key", Example = "vi-an-ninh-to-quoc-2022")] string campaignId,
        Asked<CalendarParameters> asked, HttpContext http, CalendarReader reader, TimelineRequestHandler handler) =>
        AnswerAsync(new(StreamKinds.Campaign, campaignId), asked, http, reader, handler);

    private static Task<IResult> OfCluster(
        [PathParameter("The cluster's key", Example = "cum-1-bca")] string clusterId,
        Asked<CalendarParameters> asked, HttpContext http, CalendarReader reader, TimelineRequestHandler handler) =>
        AnswerAsync(new(StreamKinds.Cluster, clusterId), asked, http, reader, handler);

    private static Task<IResult> AnswerAsync(
        StreamKey timeline, Asked<CalendarParameters> asked, HttpContext http, CalendarReader reader,
        TimelineRequestHandler handler) =>
        handler.AnswerAsync(timeline, http, asked, async query =>
            await reader.ReadAsync(query, asked.Query.Year, http.RequestAborted) is { } days
                ? TypedResults.Ok(days) : null);
}
