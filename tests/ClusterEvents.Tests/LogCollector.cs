using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ClusterEvents.Tests;

/// <summary>A line of the program's log.</summary>
internal sealed record LogLine(
    string Category, LogLevel Level, EventId Id, string Text, IReadOnlyDictionary<string, object?> Values,
    Exception? Exception);

/// <summary>Keeps what a program logs, at a level of its own.</summary>
[ProviderAlias(Alias)]
internal sealed class LogCollector : ILoggerProvider
{
    /// <summary>The name under which settings give it a level.</summary>
    public const string Alias = "Collector";

    private readonly ConcurrentQueue<LogLine> _lines = new();

    /// <summary>Attaches a collector to a running program.</summary>
    public static LogCollector Of(TestApp app)
    {
        var collector = new LogCollector();
        app.Get<ILoggerFactory>().AddProvider(collector);
        return collector;
    }

    public IReadOnlyCollection<LogLine> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => lines.Enqueue(new(
                category, logLevel, eventId, formatter(state, exception),
                // A text may name one value twice, as Marten's do.
                (state as IEnumerable<KeyValuePair<string, object?>> ?? []).DistinctBy(pair => pair.Key)
                    .ToDictionary(pair => pair.Key, pair => pair.Value),
                exception));
    }
}
