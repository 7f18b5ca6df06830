using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Npgsql;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// Logs an unavailable database or webhook target as a one-line warning. The libraries log it as an error with a stack
/// trace, repeated until it is back: thousands of lines a minute. What a stop of the program cancels is not logged.
/// Everything else is formatted as usual.
/// </summary>
internal sealed class OutageLogFilter(IServiceProvider services, LogFormat format)
    : ConsoleFormatter(nameof(OutageLogFilter))
{
    /// <summary>Resolved lazily, because this class is one of the formatters.</summary>
    private readonly Lazy<ConsoleFormatter> _usual = new(() => services.GetServices<ConsoleFormatter>()
        .First(formatter => formatter.Name == format.Name));

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry is { LogLevel: LogLevel.Warning or LogLevel.Error, Exception: { } exception }
            && (IsOutage(exception) || Failures.Chain(exception).Any(one => one is WebhookFailedException)))
        {
            var say = logEntry.Formatter;
            _usual.Value.Write(
                new LogEntry<TState>(
                    LogLevel.Warning, logEntry.Category, logEntry.EventId, logEntry.State, exception: null,
                    (state, _) => $"{say(state, exception)}: {Failures.Reason(exception)}"),
                scopeProvider, textWriter);
            return;
        }

        if (WolverineLog.IsRetry(logEntry) || IsCancelledByStop(logEntry.Exception)) return;
        _usual.Value.Write(logEntry, scopeProvider, textWriter);
    }

    /// <summary>
    /// Whether something ended early because the program was told to stop: its start, or what the start began.
    /// </summary>
    private bool IsCancelledByStop(Exception? exception) => exception is not null
        && Failures.Chain(exception).Any(one => one is OperationCanceledException or ObjectDisposedException)
        && services.GetService<IHostApplicationLifetime>() is { ApplicationStopping.IsCancellationRequested: true };

    /// <summary>Whether the database itself is unavailable, rather than another server.</summary>
    private static bool IsOutage(Exception exception) =>
        Failures.StoreIsAway(exception) && Failures.Chain(exception).OfType<NpgsqlException>().Any();
}
