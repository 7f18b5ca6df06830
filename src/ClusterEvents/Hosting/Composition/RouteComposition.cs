using ClusterEvents.Auditing;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Exchange;
using ClusterEvents.Exchange.Sheets;
using ClusterEvents.Hosting.Supervision;
using ClusterEvents.Pages;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Live;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Summaries;
using ClusterEvents.Views;
using ClusterEvents.Views.Standings;
using ClusterEvents.Views.Tables;
using ClusterEvents.Webhooks;

namespace ClusterEvents.Hosting.Composition;

/// <summary>
/// Maps the routes of the program: those of commands from the catalogue, all others from their declaring classes.
/// </summary>
public static class RouteComposition
{
    private static readonly Action<IEndpointRouteBuilder>[] Slices =
    [
        RecordEvents.Map, ReplayEvents.Map, ReadStream.Map, Imports.Map, ReadTemplate.Map,
        ReadTimeline.Map, ReadSearch.Map, ReadSummary.Map, ReadCalendar.Map, FollowTimeline.Map, ReadActivity.Map,
        ReadCities.Map, ReadClusters.Map, ReadCampaigns.Map, ReadStanding.Map, ReadDirectives.Map, ReadTargets.Map,
        ReadCommendations.Map, ReadMeetings.Map, ReadCeremonies.Map, ReadTables.Map, ReadMonthly.Map,
        ServeLog.Map, ReadReceipt.Map, ReadOpening.Map, ReplayTimeline.Map, ReadDifferences.Map, Verifications.Map,
        DeadLetters.Map, Health.Map, PageRoutes.Map,
    ];

    public static void MapRoutes(this WebApplication app)
    {
        app.MapCommands(app.Services.GetRequiredService<EventCatalogue>());
        foreach (var map in Slices) map(app);
    }

    /// <summary>
    /// Makes the endpoints of all routes once. Routing and everything that looks endpoints up each ask for their own
    /// collection of them, and each time a source of endpoints compiles all of its handlers anew.
    /// </summary>
    public static void MakeEndpointsOnce(this IEndpointRouteBuilder routes)
    {
        var made = new CompositeEndpointDataSource([.. routes.DataSources]);
        routes.DataSources.Clear();
        routes.DataSources.Add(made);
    }
}
