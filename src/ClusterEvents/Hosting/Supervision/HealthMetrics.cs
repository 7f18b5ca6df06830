using System.Diagnostics.Metrics;
using ClusterEvents.Hosting.Diagnosis;
using ClusterEvents.Recording;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// The gauges of the service. They say what <see cref="HealthWatch"/> and <see cref="FaultWatch"/> saw last, so that
/// collecting them costs nothing. README, dashboard and alert rules name them: a test compares.
/// </summary>
internal sealed class HealthMetrics : IHostedService
{
    private readonly HealthWatch _health;
    private readonly ReadinessLook _look;

    public HealthMetrics(IMeterFactory meters, HealthWatch health, ReadinessLook look, FaultWatch faults)
    {
        (_health, _look) = (health, look);
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableGauge("clusterevents.projection.waiting", () => Projections(one => one.Lag),
            "{event}", "Positions recorded and not yet projected");
        meter.CreateObservableGauge("clusterevents.projection.delay", () => Projections(one => one.DelaySeconds),
            "s", "The age of the oldest event that waits for a projection");
        meter.CreateObservableGauge("clusterevents.projection.holders", () => Seen(ready => ready.Holders.Count),
            "{transaction}", "Open transactions for which timelines that stand still wait");
        meter.CreateObservableGauge("clusterevents.sealing.waiting", () => Seen(ready => ready.Log!.Lag),
            "{event}", "Positions recorded and not yet sealed");
        meter.CreateObservableGauge("clusterevents.sealing.delay", () => Seen(ready => ready.Log!.DelaySeconds),
            "s", "The age of the oldest event that is not sealed");
        meter.CreateObservableGauge("clusterevents.recording.failing", () => _look.Recording.State == "working" ? 0 : 1,
            "{node}", "1 while recordings fail, or wait for the database");
        meter.CreateObservableGauge("clusterevents.store.unreachable",
            () => Measured(_health.Latest, ready => ready.Store == "reachable" ? 0 : 1),
            "{node}", "1 while the database does not answer");
        meter.CreateObservableGauge("clusterevents.store.weakened", () => Seen(ready => ready.WeakenedDefences),
            "{defence}", "Defences of the store that are not as declared");
        meter.CreateObservableGauge("clusterevents.installation.faults", () => faults.Found,
            "{fault}", "Faults of the installation that the log and `doctor` name");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A measurement for each projection; none while the database does not answer.</summary>
    private IEnumerable<Measurement<T>> Projections<T>(Func<EventStore.Daemon.ProjectionState, T> value)
        where T : struct =>
        (_health.Latest?.Projections ?? []).Select(one =>
            new Measurement<T>(value(one), new KeyValuePair<string, object?>("projection", one.Name)));

    /// <summary>What the database told; nothing while it does not answer.</summary>
    private IEnumerable<Measurement<T>> Seen<T>(Func<Readiness, T> value) where T : struct =>
        Measured(_health.Latest is { Log: not null } seen ? seen : null, value);

    private static IEnumerable<Measurement<T>> Measured<T>(Readiness? ready, Func<Readiness, T> value)
        where T : struct =>
        ready is null ? [] : [new Measurement<T>(value(ready))];
}
