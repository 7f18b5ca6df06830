using JasperFx;
using JasperFx.CodeGeneration;
using Wolverine;
using Wolverine.Http;

namespace ClusterEvents.Hosting;

/// <summary>Wolverine: routes, messages, and which node runs which projection.</summary>
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
        });
        // Wolverine warns of having found no handlers of messages. There are none: every route answers by itself.
        builder.Logging.AddFilter("Wolverine.Configuration.HandlerDiscovery", LogLevel.Error);
        builder.Services.AddWolverineHttp();
        builder.Services.CritterStackDefaults(options =>
        {
            options.ApplicationAssembly = typeof(Messaging).Assembly;
            options.Development.GeneratedCodeMode = Mode;
            options.Production.GeneratedCodeMode = Mode;
            options.Development.AssertAllPreGeneratedTypesExist = Mode == TypeLoadMode.Static;
            options.Production.AssertAllPreGeneratedTypesExist = Mode == TypeLoadMode.Static;
        });
    }

    /// <summary>A Release build carries the code that Wolverine generated while it was built, and no compiler.</summary>
#if DEBUG
    private const TypeLoadMode Mode = TypeLoadMode.Dynamic;
#else
    private const TypeLoadMode Mode = TypeLoadMode.Static;
#endif
}
