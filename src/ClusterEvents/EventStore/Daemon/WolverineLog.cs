using Wolverine.Runtime;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>Recognises messages in Wolverine's log.</summary>
internal static class WolverineLog
{
    /// <summary>The event id of the log message about a retry, which follows the failure.
    /// </summary>
    public const int Retry = 109;

    /// <summary>Whether a log entry only announces a retry.</summary>
    public static bool IsRetry<TState>(in Microsoft.Extensions.Logging.Abstractions.LogEntry<TState> entry) =>
        entry is { Exception: null, EventId.Id: Retry } && entry.Category == typeof(WolverineRuntime).FullName;
}
