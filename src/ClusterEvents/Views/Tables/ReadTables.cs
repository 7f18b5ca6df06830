using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Feeds;
using Npgsql;

namespace ClusterEvents.Views.Tables;

/// <summary>Read each list whole, as a table for spreadsheets.</summary>
public static class ReadTables
{
    private const string Suffix = "`csv` or `xlsx`";

    public static void Map(IEndpointRouteBuilder routes)
    {
        Table("/v1/cities.{suffix}", "Cities", "Download the cities", Cities);
        Table("/v1/clusters.{suffix}", "Clusters", "Download the clusters", Clusters);
        Table("/v1/campaigns.{suffix}", "Campaigns", "Download the campaigns", Campaigns);
        Table("/v1/meetings.{suffix}", "Meetings", "Download meetings, with their remarks", Meetings);
        Table("/v1/ceremonies.{suffix}", "Ceremonies", "Download ceremonies, a row a tribute", Ceremonies);
        Table("/v1/directives.{suffix}", "Directives", "Download directives, a row an addressee", Directives);
        Table("/v1/targets.{suffix}", "Targets", "Download targets, a row a city, with all reported values", Targets);
        Table("/v1/commendations.{suffix}", "Commendations", "Download commendations", Commendations);

        void Table(string path, string tag, string summary, Delegate handler) =>
            Describe(routes.MapRead(path, handler).WithName($"Download{tag}").WithTags(tag).WithSummary(summary));
    }

    /// <summary>Declares the answers of a table.</summary>
    internal static void Describe(RouteHandlerBuilder route)
    {
        route.ReadsLanguage().Refuses(400, 406, 504).Revalidates();
        foreach (var format in new[] { TimelineFormat.Csv, TimelineFormat.Workbook })
            route.Answers<byte[]>($"All rows, by the suffix `{format.Suffix}`", mediaType: format.MediaType,
                headers: ["ETag", "Content-Disposition"]);
    }

    private static Task<IResult> Cities(
        [PathParameter(Suffix, Example = "csv")] string suffix, Asked<KnownAtQuery> asked,
        HttpContext http, ListFiles files, TimeProvider time) =>
        files.RegisterAsync<CityRegistered, CityView>(http, suffix, asked, RegisterTables.Cities, RegisterCity.Type,
            city => city.Name, cities => ReadCities.View(cities, time.Today()));

    private static Task<IResult> Clusters(
        [PathParameter(Suffix, Example = "csv")] string suffix, Asked<KnownAtQuery> asked, HttpContext http,
        ListFiles files) =>
        files.RegisterAsync<ClusterEstablished, ClusterListed>(http, suffix, asked, RegisterTables.Clusters,
            EstablishCluster.Type, cluster => cluster.Name, clusters => clusters.Select(ReadClusters.Listed));

    private static Task<IResult> Campaigns(
        [PathParameter(Suffix, Example = "csv")] string suffix, Asked<KnownAtQuery> asked, HttpContext http,
        ListFiles files) =>
        files.RegisterAsync<CampaignLaunched, CampaignView>(http, suffix, asked, RegisterTables.Campaigns,
            LaunchCampaign.Type, campaign => campaign.Name, campaigns => campaigns.Select(ReadCampaigns.View));

    private static Task<IResult> Meetings(
        [PathParameter(Suffix, Example = "csv")] string suffix, Asked<MeetingsQuery> asked, HttpContext http,
        ListFiles files) =>
        files.StreamsAsync(http, suffix, asked.Query, asked.Errors, MeetingTables.Meetings,
            (shown, _, _) => Task.FromResult(shown.Select(ReadMeetings.View)));

    private static Task<IResult> Ceremonies(
        [PathParameter(Suffix, Example = "csv")] string suffix, Asked<CeremoniesQuery> asked, HttpContext http,
        ListFiles files) =>
        files.StreamsAsync(http, suffix, asked.Query, asked.Errors, MeetingTables.Ceremonies,
            (shown, _, _) => Task.FromResult(shown.Select(ReadCeremonies.View)));

    private static Task<IResult> Directives(
        [PathParameter(Suffix, Example = "csv")] string suffix, Asked<DirectivesQuery> asked,
        HttpContext http, ListFiles files, CityMergers mergers) =>
        files.StreamsAsync(http, suffix, asked.Query, asked.Errors, DirectiveTable.Of,
            (shown, known, cancel) => ReadDirectives.ViewAsync(shown, mergers, known, cancel));

    private static Task<IResult> Targets(
        [PathParameter(Suffix, Example = "csv")] string suffix, Asked<TargetsQuery> asked,
        HttpContext http, ListFiles files, CityMergers mergers, NpgsqlDataSource database) =>
        files.StreamsAsync(http, suffix, asked.Query, asked.Errors, TargetTable.Of,
            (shown, known, cancel) => ReadTargets.ViewAsync(shown, database, mergers, known, cancel));

    private static Task<IResult> Commendations(
        [PathParameter(Suffix, Example = "csv")] string suffix, Asked<CommendationsQuery> asked, HttpContext http,
        ListFiles files) =>
        files.StreamsAsync(http, suffix, asked.Query, asked.Errors, CommendationTable.Of,
            (shown, _, _) => Task.FromResult(shown.Select(ReadCommendations.View)));
}
