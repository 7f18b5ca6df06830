using ClusterEvents.Auditing;
using ClusterEvents.EventStore.Daemon;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>Whether the program can serve requests.</summary>
/// <param name="Status">ready, degraded (webhooks, broker, log or recordings are delayed, or defences of the store are
/// weakened; everything else works), stuck (timelines do not advance) or unreachable (the database does not answer).
/// Send requests while it is ready or degraded.</param>
/// <param name="Store">reachable or unreachable.</param>
/// <param name="Recording">working, or waiting: the database has not confirmed a recording for ten seconds, for
/// example because a synchronous standby is unavailable; or failing: the newest recording within the last five minutes
/// failed because of the database.</param>
/// <param name="Reason">Why recordings fail or the store cannot be used, and what to do about it; absent while it
/// can.</param>
/// <param name="Projections">The progress of each projection.</param>
/// <param name="Holders">The open transactions for which timelines or the log that stand still wait, or that have
/// locked what recordings or every request need; the oldest first.</param>
/// <param name="Log">The progress of the transparency log and its witnesses.</param>
/// <param name="WeakenedDefences">The number of defences of the store, such as triggers and grants, that were not as
/// declared at the last look; the log and <c>audit verify</c> name them.</param>
public sealed record Readiness(
    string Status, string Store, string Recording, string? Reason, IReadOnlyList<ProjectionState> Projections,
    IReadOnlyList<HoldingTransaction> Holders, LogState? Log, int WeakenedDefences)
{
    /// <summary>Whether the database answers, and takes no writes.</summary>
    internal bool StoreOnlyReads { get; init; }
}
