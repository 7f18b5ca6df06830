using System.Globalization;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Exchange;
using ClusterEvents.Hosting.Http;
using ClusterEvents.Hosting.Identity;
using ClusterEvents.Hosting.OpenApi;
using ClusterEvents.Hosting.Supervision;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Deadlines;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Live;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Timelines.Summaries;
using ClusterEvents.Views.Lists;
using ClusterEvents.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace ClusterEvents.Hosting.Composition;

/// <summary>Puts the program together: the same for the command line, for tests and for production.</summary>
public static class ServiceComposition
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        // The record words itself in two languages of its own; the machine's must not slip into a date.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        // What commands print is data; what the program tells of itself goes beside it.
        builder.Logging.AddConsoleFormatter<OutageLogFilter, ConsoleFormatterOptions>().AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName ??= nameof(OutageLogFilter);
        });
        builder.WebHost.UseUrls(ListenUrls.Urls(builder.Configuration));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(StoredEvents.Catalogue);
        builder.AddObservability();
        builder.AddProblems();
        builder.AddLimits();
        builder.AddIdentity();
        builder.AddEventStore();
        builder.AddMessaging();
        builder.AddStorePreparation();
        builder.AddWebhooks();
        builder.AddBroker();
        builder.AddRecording();
        builder.Services.AddSingleton<Deadlines>()
            .AddHostedService(provider => provider.GetRequiredService<Deadlines>());
        builder.AddTimelines();
        builder.AddAuditing();
        builder.AddOpenApiDocument();
        builder.Services.ConfigureHttpJsonOptions(json => RecordJson.Configure(json.SerializerOptions));

        var app = builder.Build();
        app.UseProblems();
        app.UseLocalHosts();
        app.UseLimits();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(next => http => KnownAtParameter.ReplaceInstantAsync(http, next));
        app.MapRoutes();
        app.MapOpenApiDocument();
        return app;
    }

    /// <summary>
    /// Services start in this order: after the store and messaging, whose tables are prepared, and before all that
    /// records.
    /// </summary>
    private static void AddStorePreparation(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<StorePreparation>()
            .AddHostedService(provider => provider.GetRequiredService<StorePreparation>());

    private static void AddRecording(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<StreamStateCache>().AddSingleton<EventReplay>().AddSingleton<RegistryQuery>();
        services.AddSingleton<PointInTimeResolver>();
        services.AddSingleton<IdempotencyStore>().AddSingleton<ImportLock>().AddSingleton<EventAppender>();
        services.AddSingleton<ReminderScheduler>().AddHostedService(provider => provider.GetRequiredService<ReminderScheduler>());
        services.AddSingleton<AppendBackpressure>().AddSingleton<AppendQueue>()
            .AddHostedService(provider => provider.GetRequiredService<AppendQueue>());
        services.AddSingleton<Seeds>().AddHostedService<SeedAtStart>();
        services.AddSingleton<RecordingEndpoint>().AddSingleton<CloudEventReader>().AddSingleton<ReceiptPreference>();
    }

    private static void AddTimelines(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimelineVersion.Current);
        services.AddSingleton<IStreamIndex, StreamIndex>().AddSingleton<StreamList>();
        services.AddSingleton<ShownTimelines>().AddSingleton<TimelineReader>()
            .AddSingleton<SummaryReader>().AddSingleton<TimelineRequestHandler>();
        services.AddSingleton<CityLineage>().AddSingleton<ProjectionWatch>();
        services.AddSingleton<LiveChanges>().AddSingleton<LiveTimelines>();
        services.AddSingleton<TimelineProgress>()
            .AddHostedService(provider => provider.GetRequiredService<TimelineProgress>());
        // After the seeds and before the server, which starts last of all.
        services.AddHostedService<CatchUpAtStart>();
    }
}
