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
        new NewerStoreCheck(), new ReadsCheck(configuration),
        new SlotCheck(),
    ];

    /// <summary>
    /// The checks of what keeps a store from being written to at the moment. While the program serves, health and the
    /// lines of an outage tell of it sooner.
    /// </summary>
    public static IFaultCheck[] OfMoment() => [new WritesCheck(), new HoldersCheck()];

    /// <summary>Registers these checks, and the watch that logs faults while the program serves.</summary>
    public static void AddDiagnosis(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
            Of(builder.Configuration, services.GetRequiredService<TimeProvider>()).Append(new LogKeyCheck(
                services.GetRequiredService<LogKeys>())).ToArray());
        builder.Services.AddHostedSingleton<FaultWatch>();
    }
}
