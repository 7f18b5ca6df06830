namespace ClusterEvents.Hosting.Composition;

/// <summary>Services that others use and that run in the background.</summary>
internal static class HostedSingletons
{
    /// <summary>One instance, both for those who use it and as a hosted service.</summary>
    public static IServiceCollection AddHostedSingleton<T>(this IServiceCollection services)
        where T : class, IHostedService =>
        services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());
}
