using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>Logs what failed and is tried again.</summary>
internal static class FailureLog
{
    /// <param name="log">The log.</param>
    /// <param name="exception">
    /// The cause. One line tells of an outage of the database, however many parts of the program meet it; the log
    /// recognises it by its exception.
    /// </param>
    /// <param name="what">What failed, without the reason.</param>
    public static void PutOff(this ILogger log, Exception exception, string what)
    {
        if (Failures.IsOutage(exception)) log.LogWarning(exception, "{What}", what);
        else log.LogWarning("{What}: {Reason}", what, Failures.Reason(exception));
    }
}
