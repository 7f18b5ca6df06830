using ClusterEvents.Auditing;
using ClusterEvents.EventStore.Daemon;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>Whether the program can serve.</summary>
/// <param name="Status">
/// ready, degraded (webhooks and the broker are not told, nothing is sealed, or recordings wait; all else works), stuck
/// (timelines do not move) or unreachable (the store does not answer). Requests are to come while it is ready or
/// degraded.
/// </param>
/// <param name="Store">reachable or unreachable.</param>
/// <param name="Recording">
/// working, or waiting: the store has not confirmed a recording for ten seconds, as while a synchronous standby is
/// away.
/// </param>
/// <param name="Projections">How far each projection has come.</param>
/// <param name="Log">How far the transparency log has come, and who stands behind it.</param>
public sealed record Readiness(
    string Status, string Store, string Recording, IReadOnlyList<ProjectionState> Projections, LogState? Log);
