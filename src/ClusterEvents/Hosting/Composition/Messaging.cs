using ClusterEvents.EventStore.Reading;
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
            // Named, because a test host or a tool would otherwise be taken for the application.
            options.ApplicationAssembly = typeof(Messaging).Assembly;
            options.Durability.Mode = builder.Configuration.GetValue("Nodes:Single", false)
                ? DurabilityMode.Solo : DurabilityMode.Balanced;
            options.Durability.MessageStorageSchemaName = "wolverine";
            if (!builder.Configuration.GetValue("Store:Migrate", true))
                options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
            MissDeadNodesSoon(options.Durability);
            // Every message is kept in the store until it is handled, so that none dies with a node.
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
    /// The projections of a node that died stand still until it is missed, and those of a first node until it has been
    /// looked after. A node that was only paused for so long, or cut off, meets the progress that another one made.
    /// </summary>
    private static void MissDeadNodesSoon(DurabilitySettings nodes)
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
        // A store that is away comes back: nothing that needs it is given up.
        options.Policies.OnException(Failures.StoreIsAway)
            .RetryWithCooldown(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5))
            .Then.ScheduleRetryIndefinitely(TimeSpan.FromSeconds(30));
        // Deliveries wait for the network, not for the processor.
        options.LocalQueueFor<DeliverWebhook>().MaximumParallelMessages(16);
    }

    /// <summary>
    /// A Release build carries the code that Wolverine generated while it was built, and no compiler.
    /// </summary>
#if DEBUG
    private const TypeLoadMode Mode = TypeLoadMode.Dynamic;
#else
    private const TypeLoadMode Mode = TypeLoadMode.Static;
#endif
}
