using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Hosting.Composition;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>The checks of an installation.</summary>
internal static class FaultChecks
{
    /// <summary>The checks that need settings alone, so that they work where the program cannot start.</summary>
    public static IFaultCheck[] Of(IConfiguration configuration, TimeProvider time) =>
    [
        new TimeZoneCheck(), new IssuerCheck(configuration, time), new ClockCheck(time),
        new DiskCheck(configuration), new KeyFileCheck(configuration), new CertificateCheck(configuration, time),
        new NewerStoreCheck(),
    ];

    /// <summary>Registers all checks, and the watch that logs faults while the program serves.</summary>
    public static void AddDiagnosis(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
            Of(builder.Configuration, services.GetRequiredService<TimeProvider>()).Append(new LogKeyCheck(
                services.GetRequiredService<LogKeys>())).ToArray());
        builder.Services.AddHostedSingleton<FaultWatch>();
    }
}
