using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// Logs an unavailable database as one warning until it is back, and a failed delivery to a webhook target as one line.
/// The libraries log them as errors with stack traces, repeated: thousands of lines a minute. What a stop of the
/// program cancels is not logged. Everything else is formatted as usual.
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
            && Failures.IsOutage(exception) is var isOutage
            && (isOutage || Failures.Chain(exception).Any(one => one is WebhookFailedException)))
        {
            if (isOutage && Service<StoreOutage>() is { } outage)
            {
                if (outage.Begin()) WriteOutage(exception, scopeProvider, textWriter);
                return;
            }

            var say = logEntry.Formatter;
            _usual.Value.Write(
                new LogEntry<TState>(
                    LogLevel.Warning, logEntry.Category, logEntry.EventId, logEntry.State, exception: null,
                    (state, _) => $"{say(state, exception)}: {Failures.Reason(exception)}"),
                scopeProvider, textWriter);
            return;
        }

        // The program ends with the sentence.
        if (logEntry is { Category: "Microsoft.Extensions.Hosting.Internal.Host", Exception: { } failure }
            && !IsStarted && StartFailure.SentenceOf(failure) is not null) return;
        if (WolverineLog.IsRetry(logEntry) || IsCancelledByStop(logEntry.Exception)) return;
        _usual.Value.Write(logEntry, scopeProvider, textWriter);
    }

    /// <summary>
    /// Whether something ended early because the program was told to stop: its start, or what the start began.
    /// </summary>
    private bool IsCancelledByStop(Exception? exception) => exception is not null
        && Failures.Chain(exception).Any(one => one is OperationCanceledException or ObjectDisposedException)
        && Service<IHostApplicationLifetime>() is null or { ApplicationStopping.IsCancellationRequested: true };

    private bool IsStarted =>
        Service<IHostApplicationLifetime>() is { ApplicationStarted.IsCancellationRequested: true };

    /// <summary>
    /// Null once the host is disposed: libraries log for a moment longer, and would report a failure of the log instead.
    /// </summary>
    private T? Service<T>() where T : class
    {
        try
        {
            return services.GetService<T>();
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private void WriteOutage(Exception exception, IExternalScopeProvider? scopes, TextWriter writer)
    {
        _usual.Value.Write(
            new LogEntry<string>(
                LogLevel.Warning, typeof(StoreOutage).FullName!, eventId: default,
                StoreOutage.Tell(StoreAdvice.Of(exception)), exception: null, (text, _) => text),
            scopes, writer);
    }
}
