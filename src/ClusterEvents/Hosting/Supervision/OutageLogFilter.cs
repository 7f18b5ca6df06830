using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// Logs an unavailable database as one warning until it is back, likewise a gap before which timelines wait, and a
/// failed delivery to a webhook target as one line. The libraries log them as errors with stack traces, repeated:
/// thousands of lines a minute. What a stop of the program cancels is not logged. Everything else is formatted as
/// usual.
/// </summary>
internal sealed class OutageLogFilter(IServiceProvider services, LogFormat format)
    : ConsoleFormatter(nameof(OutageLogFilter))
{
    /// <summary>Resolved lazily, because this class is one of the formatters.</summary>
    private readonly Lazy<ConsoleFormatter> _usual = new(() => services.GetServices<ConsoleFormatter>()
        .First(formatter => formatter.Name == format.Name));

    /// <summary>Whether the services of the program are disposed.</summary>
    private volatile bool _ended;

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry is { LogLevel: LogLevel.Warning or LogLevel.Error, Exception: { } exception }
            && Failures.IsOutage(exception) is var isOutage
            && (isOutage || Failures.Chain(exception).Any(one => one is WebhookFailedException)))
        {
            if (isOutage && Find<StoreOutage>() is { } outage)
            {
                if (outage.Begin()) WriteOutage(exception, scopeProvider, textWriter);
                return;
            }

            var say = logEntry.Formatter;
            WriteUsual(
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
        if (HeldGap.IsTold(logEntry) && Find<HeldGap>()?.Begin() is false) return;
        WriteUsual(logEntry, scopeProvider, textWriter);
    }

    /// <summary>
    /// A service; null if there is none any more. Libraries log while the services are disposed, and a line that fails
    /// then would hide why the program ends.
    /// </summary>
    private T? Find<T>()
        where T : class
    {
        try
        {
            return services.GetService<T>();
        }
        catch (ObjectDisposedException)
        {
            _ended = true;
            return null;
        }
    }

    private void WriteUsual<TState>(
        in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter writer)
    {
        ConsoleFormatter usual;
        try
        {
            usual = _usual.Value;
        }
        catch (ObjectDisposedException)
        {
            // The first line of all is written after the end.
            writer.WriteLine($"{entry.Category}: {entry.Formatter(entry.State, entry.Exception)}");
            return;
        }

        usual.Write(entry, scopes, writer);
    }

    /// <summary>
    /// Whether something ended early because the program was told to stop: its start, or what the start began.
    /// </summary>
    private bool IsCancelledByStop(Exception? exception) => exception is not null
        && Failures.Chain(exception).Any(one => one is OperationCanceledException or ObjectDisposedException)
        && (Find<IHostApplicationLifetime>() is { ApplicationStopping.IsCancellationRequested: true } || _ended);

    private bool IsStarted =>
        Find<IHostApplicationLifetime>() is { ApplicationStarted.IsCancellationRequested: true };

    private void WriteOutage(Exception exception, IExternalScopeProvider? scopes, TextWriter writer)
    {
        WriteUsual(
            new LogEntry<string>(
                LogLevel.Warning, typeof(StoreOutage).FullName!, eventId: default,
                StoreOutage.Tell(StoreAdvice.Of(exception)), exception: null, (text, _) => text),
            scopes, writer);
    }
}
