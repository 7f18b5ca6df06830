namespace ClusterEvents.EventStore.Daemon;

/// <summary>Checks projections periodically, also while the database is unavailable.</summary>
internal abstract class ProjectionWatchdog(TimeProvider time, ILogger log)
    : PeriodicWatch(TimeSpan.FromSeconds(2), "Projections could not be checked; trying again", time, log);
