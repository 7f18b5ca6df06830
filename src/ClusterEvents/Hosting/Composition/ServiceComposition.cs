using System.Globalization;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Integrity.Defences;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Exchange;
using ClusterEvents.Exchange.Sheets;
using ClusterEvents.Hosting.Diagnosis;
using ClusterEvents.Hosting.Http;
using ClusterEvents.Hosting.Identity;
using ClusterEvents.Hosting.OpenApi;
using ClusterEvents.Hosting.Supervision;
using ClusterEvents.Pages;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.SignIn;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Contradictions;
using ClusterEvents.Recording.Deadlines;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Problems;
using ClusterEvents.Recording.Requests;
using ClusterEvents.Recording.Similar;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Feeds.Calendars;
using ClusterEvents.Timelines.Feeds.Tables;
using ClusterEvents.Timelines.Live;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Timelines.Similar;
using ClusterEvents.Timelines.Summaries;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;
using ClusterEvents.Views.Standings;
using ClusterEvents.Views.Tables;
using ClusterEvents.Webhooks;
using Marten;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Wolverine.Marten;

namespace ClusterEvents.Hosting.Composition;

/// <summary>Composes the program: the same for the command line, tests and production.</summary>
public static class ServiceComposition
{
    /// <param name="builder">The program with its settings.</param>
    /// <param name="serves">Whether it will listen, rather than run one command.</param>
    public static WebApplication Build(WebApplicationBuilder builder, bool serves = true)
    {
        // Display texts are formatted per language; the machine's culture must not affect them.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        LogFormat.AddTo(builder);
        builder.WebHost.UseUrls(ListenUrls.Urls(builder.Configuration));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(StoredEvents.Catalogue);
        builder.Services.AddSingleton<SecurityEvents>();
        builder.AddObservability();
        builder.AddProblems();
        builder.AddLimits();
        builder.AddEventStore().SubscribeToEventsWithServices<IntegrationEvents>(ServiceLifetime.Singleton);
        builder.Services.AddSingleton(new WatchedShard(IntegrationEvents.Shard)).AddSingleton<ProjectionWatch>()
            .AddSingleton(services => new TimelineHolders(services.GetRequiredService<NpgsqlDataSource>()))
            .AddSingleton<UnconfirmedRecording>();
        builder.AddMessaging();
        builder.AddStorePreparation();
        builder.AddWebhooks();
        builder.AddBroker();
        builder.AddRecording();
        builder.Services.AddSingleton(DeadlineSettings.Of(builder.Configuration));
        builder.Services.AddSingleton(ImportLimits.Of(builder.Configuration));
        builder.Services.AddSingleton<MissingReminders>().AddSingleton<IIntegrityCheck, ReminderCheck>()
            .AddSingleton<IStoreTables, DeadlineTables>();
        builder.Services.AddHostedSingleton<Deadlines>();
        builder.AddTimelines();
        builder.AddSheets();
        builder.AddAuditing();
        builder.AddPages();
        // After the pages: it asks for their keys, whose table is prepared by then.
        builder.AddIdentity(serves);
        // Looks in the background, when everything else has started.
        builder.Services.AddHostedSingleton<DefenceWatch>();
        builder.AddDiagnosis();
        builder.Services.AddSingleton<StoreOutage>().AddSingleton<HeldGap>().AddSingleton<ReadinessLook>()
            .AddHostedSingleton<HealthWatch>();
        builder.Services.AddHostedService<HealthMetrics>();
        builder.AddOpenApiDocument();
        builder.Services.ConfigureHttpJsonOptions(json => RecordJson.Configure(json.SerializerOptions));

        var app = builder.Build();
        app.UseConnectionLimits();
        TrustedProxies.Use(app);
        app.UseResponseHeaders();
        app.UseRefusalEvents();
        app.UseProblems();
        app.UseLocalHosts();
        AllowedHosts.ForgetOthers(app);
        app.UseLimits();
        app.UseRouting();
        // Limits are counted per caller, so callers are known first.
        app.UseAuthentication();
        app.UseCallerLimits();
        app.UseKeptDrafts();
        app.UseAuthorization();
        app.UsePagePosts();
        // Before a point in time is replaced with its position: links of a page say what the reader wrote.
        app.UseOutputCache();
        app.Use(next => http => KnownAtParameter.ReplaceInstantAsync(http, next));
        app.MapRoutes();
        app.MapOpenApiDocument();
        app.MakeEndpointsOnce();
        return app;
    }

    /// <summary>
    /// The order in which services start: after database and messaging, whose tables are prepared, and before
    /// everything that records.
    /// </summary>
    private static void AddStorePreparation(this WebApplicationBuilder builder) =>
        builder.Services.AddHostedSingleton<StorePreparation>();

    private static void AddRecording(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<StreamStateCache>().AddSingleton<EventReplay>().AddSingleton<RegistryQuery>();
        services.AddSingleton<PointInTimeResolver>();
        services.AddSingleton<IdempotencyStore>().AddSingleton<ImportLock>().AddSingleton<EventAppender>();
        services.AddSingleton<Erasures>().AddSingleton<NameMentions>().AddSingleton<ErasureEndpoint>();
        services.AddHostedSingleton<ReminderScheduler>();
        services.AddSingleton<AppendBackpressure>().AddSingleton<RecordingOutage>().AddHostedSingleton<AppendQueue>();
        services.AddSingleton<Seeds>().AddHostedService<SeedAtStart>();
        services.AddSingleton<RefusalNames>().AddSingleton<RecordingTrial>().AddSingleton<CommandRecorder>()
            .AddSingleton<RecordingEndpoint>();
        services.AddSingleton<CloudEventReader>().AddSingleton<ReceiptPreference>();
        services.AddSingleton<SimilarAnswers>().AddSingleton<SimilarRejections>().AddSingleton<RecordingAnswers>()
            .AddSingleton<ContradictionAnswers>().AddSingleton<RuleContexts>();
    }

    private static void AddTimelines(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimelineVersion.Current);
        services.AddSingleton<TimelineStore>()
            .AddSingleton<IStoreTables>(provider => provider.GetRequiredService<TimelineStore>())
            .AddSingleton<IConfigureMarten>(provider => provider.GetRequiredService<TimelineStore>())
            .AddSingleton(provider => new WatchedShard(provider.GetRequiredService<TimelineVersion>().Shard));
        services.AddSingleton(Reads);
        services.AddSingleton<StreamViews>().AddSingleton<StandingReader>();
        services.AddSingleton<IIntegrityCheck, EarlierTimelinesCheck>();
        services.AddSingleton<ShownTimelines>().AddSingleton<EntryNames>().AddSingleton<TimelineReader>()
            .AddSingleton<SummaryReader>().AddSingleton<CalendarReader>().AddSingleton<TimelineRequestHandler>()
            .AddSingleton<ISimilarEntries, SimilarEntries>().AddSingleton<ILaterStreams, LaterStreams>()
            .AddSingleton<UnknownKeyAnswers>();
        services.AddSingleton<CityMergers>().AddSingleton<CityLineage>();
        services.AddSingleton<WholeTimelines>().AddSingleton<StreamNames>().AddSingleton<TimelineFeeds>()
            .AddSingleton<IFeedWriter, CsvWriter>().AddSingleton<IFeedWriter, WorkbookWriter>()
            .AddSingleton<IFeedWriter, AtomWriter>().AddSingleton<IFeedWriter, CalendarWriter>();
        services.AddSingleton<ListFiles>();
        services.AddSingleton<LiveChanges>().AddSingleton<LiveTimelines>().AddSingleton<TimelineStops>();
        services.AddHostedSingleton<TimelineProgress>();
        // After the seeds and before the server, which starts last.
        services.AddHostedService<CatchUpAtStart>();
    }

    private static StandbyReads Reads(IServiceProvider services) => new(
        services.GetRequiredService<NpgsqlDataSource>(), StoreConnections.Standby(services),
        () => services.GetRequiredService<TimelineProgress>().Position,
        services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<StandbyReads>>());
}
