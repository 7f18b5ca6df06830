using Wolverine.Runtime;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>What Wolverine's log is recognised by.</summary>
internal static class WolverineLog
{
    /// <summary>The event id of the message that says, right after why it failed, that a message is tried again.
    /// </summary>
    public const int Retry = 109;

    /// <summary>Whether an entry only says that a message is tried again.</summary>
    public static bool IsRetry<TState>(in Microsoft.Extensions.Logging.Abstractions.LogEntry<TState> entry) =>
        entry is { Exception: null, EventId.Id: Retry } && entry.Category == typeof(WolverineRuntime).FullName;
}
