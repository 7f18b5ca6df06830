using ClusterEvents.Auditing;
using ClusterEvents.Auditing.Evidence;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Reports;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Exchange;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Hosting.Composition;

/// <summary>Registers the services by which outsiders check the record: replay, transparency log, receipts.</summary>
public static class AuditComposition
{
    public static void AddAuditing(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        foreach (var check in LogKeyFiles.Checks(builder.Configuration)) check();
        services.AddSingleton<TimelineReplay>().AddSingleton<RecordReview>().AddSingleton<TimelineDifferences>();
        services.AddSingleton<IStoreTables, AuditTables>();
        services.AddSingleton<LogKeys>().AddSingleton<SealingPass>().AddHostedService<Sealer>();
        services.AddHostedSingleton<LogProgress>();
        services.AddSingleton<StoredTree>().AddSingleton<SealedLog>().AddSingleton<IReceipts, Receipts>();
        services.AddSingleton(WitnessSettings.Require(builder.Configuration));
        services.AddHttpClient(nameof(WitnessCollector), client =>
            (client.Timeout, client.MaxResponseContentBufferSize) =
                (TimeSpan.FromSeconds(10), WitnessClient.LargestAnswer));
        services.AddSingleton<LogHealth>().AddHostedService<WitnessCollector>();
        services.AddSingleton<IIntegrityCheck, SigningTimeCheck>();
        services.AddSingleton<ReportSignatures>().AddSingleton<RememberedReports>().AddSingleton<AuditReports>();
        services.AddSingleton<IIntegrityCheck, ReportCheck>();
        services.AddSingleton<Audit>().AddSingleton<VerificationRun>().AddSingleton<EvidenceExport>();
        if (builder.Configuration.GetValue(SeedAtStart.DemonstrationSetting, false))
            services.AddHostedService<DemonstrationVerification>();
    }
}
