using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Reports;

/// <summary>The period of a report, and the moment whose knowledge it shows.</summary>
public sealed record ReportQuery : ICheckedQuery
{
    /// <summary>The first day; the first of the year of the last one where it is left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; today where it is left out.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The point in time; now where it is left out.</summary>
    public KnownAt? KnownAt { get; init; }

    public void Check(ValidationErrors errors)
    {
        if (From > To) errors.Add("to", "ends-before-it-begins", ("from", From), ("to", To));
    }
}

/// <summary>The report of a period of a city, a campaign or a cluster, as a page for print.</summary>
internal sealed class ReadReportPage(WholeTimelines timelines, PeriodReports reports, TimelineRequestHandler handler)
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        foreach (var (path, kind) in new[]
        {
            ("cities", StreamKinds.City), ("campaigns", StreamKinds.Campaign), ("clusters", StreamKinds.Cluster),
        })
            pages.MapRead($"/reports/{path}/{{id}}", (string id, PageContext page, Asked<ReportQuery> asked,
                HttpContext http, ReadReportPage read) => read.AnswerAsync(new(kind, id), page, asked, http));
    }

    private Task<IResult> AnswerAsync(StreamKey timeline, PageContext page, Asked<ReportQuery> asked, HttpContext http)
    {
        var parameters = new TimelineParameters
        {
            From = asked.Query.From,
            To = asked.Query.To,
            KnownAt = asked.Query.KnownAt,
        };
        return handler.AnswerAsync(TimelineQuery.Of(timeline, parameters), parameters, asked.Errors, http, query =>
            handler.FindAsync(timeline, query.KnownAt, async () =>
            {
                if (await timelines.OpenAsync(query, page.Language, http.RequestAborted) is not { } opened) return null;
                return new PageResult<ReportPageView>(page, new Dictionary<string, object?>
                {
                    [nameof(ReportPageView.Report)] = await reports.ReadAsync(
                        opened, FeedAddress.Of(http.Request, timeline).Site, http.RequestAborted),
                    [nameof(ReportPageView.Title)] = opened.Title,
                    [nameof(ReportPageView.Timeline)] = timeline,
                    [nameof(ReportPageView.Asked)] = asked.Query,
                });
            }, http.RequestAborted));
    }
}
