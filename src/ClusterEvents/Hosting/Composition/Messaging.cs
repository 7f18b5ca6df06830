using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Webhooks;
using JasperFx;
using JasperFx.CodeGeneration;
using Wolverine;
using Wolverine.ErrorHandling;

namespace ClusterEvents.Hosting.Composition;

/// <summary>Wolverine: messages, and which node runs which projection.</summary>
public static class Messaging
{
    public static void AddMessaging(this WebApplicationBuilder builder)
    {
        builder.Host.UseWolverine(options =>
        {
            // Set explicitly, because a test host or tool would otherwise be taken for the application.
            options.ApplicationAssembly = typeof(Messaging).Assembly;
            options.Durability.Mode = builder.Configuration.GetValue("Nodes:Single", false)
                ? DurabilityMode.Solo : DurabilityMode.Balanced;
            options.Durability.MessageStorageSchemaName = MartenStore.MessageSchema;
            if (!MartenStore.Migrates(builder.Configuration))
                options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
            DetectDeadNodesSoon(options.Durability);
            // Every message is stored until it is handled, so that none is lost with a node.
            options.Policies.UseDurableLocalQueues();
            RetryFailures(options, builder.Configuration);
            options.PublishToBroker(builder.Configuration);
        });
        builder.Services.CritterStackDefaults(options =>
        {
            options.ApplicationAssembly = typeof(Messaging).Assembly;
            options.Development.GeneratedCodeMode = Mode;
            options.Production.GeneratedCodeMode = Mode;
            options.Development.AssertAllPreGeneratedTypesExist = Mode == TypeLoadMode.Static;
            options.Production.AssertAllPreGeneratedTypesExist = Mode == TypeLoadMode.Static;
        });
    }

    /// <summary>
    /// Shortens the time after which a dead node is detected, because its projections do not run until then. A node
    /// that was only paused or cut off finds the progress made by another node when it returns, and stops.
    /// </summary>
    private static void DetectDeadNodesSoon(DurabilitySettings nodes)
    {
        nodes.FirstHealthCheckExecution = TimeSpan.FromSeconds(1);
        nodes.HealthCheckPollingTime = TimeSpan.FromSeconds(2);
        nodes.StaleNodeTimeout = TimeSpan.FromSeconds(15);
        nodes.CheckAssignmentPeriod = TimeSpan.FromSeconds(5);
    }

    private static void RetryFailures(WolverineOptions options, IConfiguration configuration)
    {
        options.Policies.OnException<WebhookFailedException>()
            .ScheduleRetry(WebhookOptions.RetryDelays(configuration))
            .Then.MoveToErrorQueue();
        // The database will be back: retry messages that need it.
        options.Policies.OnException(Failures.StoreIsUnusable)
            .RetryWithCooldown(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5))
            .Then.ScheduleRetryIndefinitely(TimeSpan.FromSeconds(30));
        // Deliveries wait for the network, not for the processor.
        options.LocalQueueFor<DeliverWebhook>().MaximumParallelMessages(16);
    }

    /// <summary>
    /// A Release build uses the code that Wolverine generated during the build, and has no compiler.
    /// </summary>
#if DEBUG
    private const TypeLoadMode Mode = TypeLoadMode.Dynamic;
#else
    private const TypeLoadMode Mode = TypeLoadMode.Static;
#endif
}
