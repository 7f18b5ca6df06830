using Microsoft.Extensions.Logging.Abstractions;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// Whether the log tells that timelines wait before a gap: for a position that an open transaction has taken. The
/// daemon says so several times a second for as long as it waits.
/// </summary>
internal sealed class HeldGap(TimeProvider time)
{
    /// <summary>How long the daemon is silent about a gap before it counts as passed.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private DateTimeOffset? _since;
    private DateTimeOffset _latest;
    private int _leftOut;

    /// <summary>Whether a log entry says that the daemon waits before a gap.</summary>
    public static bool IsTold<TState>(in LogEntry<TState> entry) =>
        entry is { Exception: null, LogLevel: LogLevel.Warning }
        && entry.State is IEnumerable<KeyValuePair<string, object?>> state
        && state.LastOrDefault() is { Key: "{OriginalFormat}", Value: string format }
        && format.StartsWith("Daemon high water detection ", StringComparison.Ordinal)
        && (format.Contains(" has held before the sequence gap", StringComparison.Ordinal)
            || format.Contains(" is holding before the sequence gap", StringComparison.Ordinal));

    /// <summary>The daemon waits before a gap.</summary>
    /// <returns>Whether this line is the first about it; others are left out.</returns>
    public bool Begin()
    {
        lock (_lock)
        {
            _latest = time.GetUtcNow();
            if (_since is not null)
            {
                _leftOut++;
                return false;
            }

            (_since, _leftOut) = (_latest, 0);
            return true;
        }
    }

    /// <summary>Ends it if the daemon has been silent since.</summary>
    /// <returns>How long it waited, and how many lines were left out; null if it waits, or never did.</returns>
    public (TimeSpan Lasted, int LeftOut)? End()
    {
        lock (_lock)
        {
            if (_since is not { } since || time.GetUtcNow() < _latest + Silence) return null;
            _since = null;
            return (_latest - since, _leftOut);
        }
    }
}
