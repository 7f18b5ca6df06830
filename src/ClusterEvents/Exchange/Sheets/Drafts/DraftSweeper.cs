using ClusterEvents.EventStore.Daemon;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>Takes lapsed drafts away every hour, because they may name persons.</summary>
internal sealed class DraftSweeper(DraftStore drafts, TimeProvider time, ILogger<DraftSweeper> log)
    : PeriodicWatch(TimeSpan.FromHours(1), "Lapsed drafts stay for another hour", time, log)
{
    public override Task LookAsync(CancellationToken cancel) => drafts.SweepAsync(cancel);
}
