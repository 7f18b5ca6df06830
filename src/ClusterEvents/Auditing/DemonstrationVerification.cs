using ClusterEvents.Auditing.Reports;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.EventStore.Daemon;

namespace ClusterEvents.Auditing;

/// <summary>
/// Verifies the demonstration once, when all of it is in the log, so that its page of proof has a verdict to show.
/// </summary>
internal sealed class DemonstrationVerification(
    VerificationRun run, AuditReports reports, LogHealth health, TimeProvider time,
    ILogger<DemonstrationVerification> log)
    : PeriodicWatch(TimeSpan.FromSeconds(1), "The demonstration is not verified", time, log)
{
    public override async Task LookAsync(CancellationToken cancel)
    {
        if (await health.LookAsync(cancel) is not { Size: > 0, Lag: 0 }) return;
        if ((await reports.NewestAsync(cancel)).Count == 0) await run.MakeAsync(cancel);
        Finish();
    }
}
