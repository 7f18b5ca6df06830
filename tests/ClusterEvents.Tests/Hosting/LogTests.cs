using System.Text.Json;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.Faults.Stands;
using ClusterEvents.Hosting.Supervision;
using ClusterEvents.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Wolverine.Runtime;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>What the program logs during a failure.</summary>
public sealed class LogTests
{
    /// <summary>The libraries and every part of the program meet it, and try again each second.</summary>
    [Fact]
    public async Task An_unavailable_database_is_one_line_and_its_end_another()
    {
        await using var way = new Forwarder(await TestStore.NewDatabaseAsync());
        using var program = ProgramProcess.Start(
            new() { ["ConnectionStrings__ClusterEvents"] = way.ConnectionString }, "--urls", "http://127.0.0.1:0");
        await program.AddressAsync(TestApp.Cancel);
        await way.CutAsync();
        await LinesAsync(program, "The store cannot be used: ");
        way.Mend();
        var told = await LinesAsync(program, "The store can be used again after ");

        Assert.Single(told, line => line.Contains("The store cannot be used: ", StringComparison.Ordinal));
        Assert.DoesNotContain(told, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        Assert.DoesNotContain(told, line => line.Contains("Connection refused", StringComparison.Ordinal)
            && !line.Contains("The store cannot be used: ", StringComparison.Ordinal));
        Assert.Matches(@" after \d+ s; [1-9]\d* lines were left out", told[^1]);
    }

    [Fact]
    public void An_outage_ends_with_a_look_that_began_after_it()
    {
        var clock = new FakeTimeProvider();
        var outage = new StoreOutage(clock);
        var before = clock.GetUtcNow();
        Assert.Null(outage.End(before));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([true, false, false], new[] { outage.Begin(), outage.Begin(), outage.Begin() });
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(outage.End(before));
        Assert.Equal((TimeSpan.FromSeconds(30), 2), outage.End(clock.GetUtcNow()));
        // Idle connections that ended in it are found later.
        Assert.False(outage.Begin());
        Assert.True(outage.Begin(looked: true));
        outage.End(clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.True(outage.Begin());
    }

    [Fact]
    public void Other_failures_are_logged_completely()
    {
        foreach (var failure in new Exception[]
                 {
                     new InvalidOperationException("odd"), new TimeoutException("somebody else"),
                     new PostgresException("no such table", "ERROR", "ERROR", PostgresErrorCodes.UndefinedTable),
                 })
        {
            var told = Told(failure);
            Assert.StartsWith("fail: Somewhere[0]", told, StringComparison.Ordinal);
            Assert.Contains("   at ", told, StringComparison.Ordinal);
        }
    }

    /// <summary>The daemon repeats it several times a second.</summary>
    [Fact]
    public void A_gap_before_which_timelines_wait_is_one_line_until_they_do_not()
    {
        var clock = new FakeTimeProvider();
        var gap = new HeldGap(clock);
        using var services = new ServiceCollection().AddLogging(log => log.AddConsole()).AddSingleton(gap)
            .BuildServiceProvider();
        using var told = new StringWriter();
        using var log = LoggerFactory.Create(builder => builder.AddProvider(new Written(
            new OutageLogFilter(services, new LogFormat(ConsoleFormatterNames.Simple)), told)));
        var daemon = log.CreateLogger("Marten.Events.Daemon.HighWater.HighWaterDetector");

        for (var second = 0; second < 30; second++)
        {
            Tell();
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(gap.End());
        }

        Assert.Single(told.ToString().Split('\n'), line => line.Contains("sequence gap", StringComparison.Ordinal));
        clock.Advance(HeldGap.Silence);
        Assert.Equal((TimeSpan.FromSeconds(29), 29), gap.End());
        Assert.Null(gap.End());
        Tell();
        Assert.Equal(2, told.ToString().Split("sequence gap").Length - 1);

        void Tell() => daemon.LogWarning(
            "Daemon high water detection has held before the sequence gap above {Mark} for {Age} because a "
            + "transaction that may still fill it appears to be alive ({Liveness})", 22, "00:01:00", "pid 1");
    }

    /// <summary>Libraries log while the services are disposed; a filter that fails would hide why.</summary>
    [Fact]
    public void Lines_after_the_end_of_the_program_are_written_unless_the_end_is_their_cause()
    {
        Assert.Empty(Told(new ObjectDisposedException("services"), ended: true));
        Assert.Empty(Told(new OperationCanceledException(), ended: true));
        Assert.Contains("It failed", Told(new InvalidOperationException("odd"), ended: true),
            StringComparison.Ordinal);
        Assert.Contains("It failed", Told(new NpgsqlException("away", new IOException("refused")), ended: true),
            StringComparison.Ordinal);
        Assert.Contains("It failed", Told(null, "Microsoft.Extensions.Hosting.Internal.Host", ended: true),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_outage_is_logged_with_its_reason() =>
        Assert.Equal("warn: Somewhere[0]\n      It failed: refused\n",
            Told(new InvalidOperationException("wrapped", new NpgsqlException("away", new IOException("refused"))))
                .ReplaceLineEndings("\n"));

    [Fact]
    public void A_failed_delivery_is_logged_once_with_its_reason()
    {
        Assert.Equal("warn: Somewhere[0]\n      It failed: https://example.org answered 503.\n",
            Told(new WebhookFailedException("https://example.org answered 503.")).ReplaceLineEndings("\n"));
        var again = typeof(WolverineRuntime).FullName!;
        Assert.Empty(Told(null, again, WolverineLog.Retry));
        Assert.StartsWith($"fail: {again}[108]", Told(null, again, 108), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_the_log_can_be_JSON_for_a_collector()
    {
        var away = new NpgsqlException("away", new IOException("refused"));
        var line = JsonDocument.Parse(Told(away, format: ConsoleFormatterNames.Json)).RootElement;

        Assert.Equal("Warning", line.GetProperty("LogLevel").GetString());
        Assert.Equal("It failed: refused", line.GetProperty("Message").GetString());
        Assert.False(line.TryGetProperty("Exception", out _));
    }

    [Fact]
    public void A_format_that_does_not_exist_is_refused()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration["Logging:Console:FormatterName"] = "xml";

        var refused = Assert.Throws<CannotStartException>(() => LogFormat.AddTo(builder));
        Assert.Equal("Logging__Console__FormatterName is `xml`: it must be simple, json or systemd.", refused.Message);
    }

    /// <summary>The lines of the program up to one with a text.</summary>
    private static async Task<string[]> LinesAsync(ProgramProcess program, string text)
    {
        var lines = await Eventually.FindAsync(() => Task.FromResult(program.Errors.ToArray()),
            all => all.Any(line => line.Contains(text, StringComparison.Ordinal)));
        var last = Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal));
        Assert.True(last >= 0, string.Join('\n', lines));
        return lines[..(last + 1)];
    }

    /// <summary>The console output for a failure.</summary>
    private static string Told(
        Exception? failure, string category = "Somewhere", int id = 0, string format = ConsoleFormatterNames.Simple,
        bool ended = false)
    {
        using var services = new ServiceCollection().AddLogging(log => log.AddConsole()).BuildServiceProvider();
        using var told = new StringWriter();
        if (ended) services.Dispose();
        new OutageLogFilter(services, new LogFormat(format)).Write(
            new LogEntry<string>(
                LogLevel.Error, category, id, "It failed", failure is null ? null : Thrown(failure), (text, _) => text),
            scopeProvider: null, told);
        return told.ToString();
    }

    /// <summary>Loggers that write to a text, as the console does.</summary>
    private sealed class Written(ConsoleFormatter formatter, TextWriter into) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> say) => formatter.Write(
            new LogEntry<TState>(logLevel, "Somewhere", eventId, state, exception, say), scopeProvider: null, into);

        public void Dispose()
        {
        }
    }

    private static Exception Thrown(Exception failure)
    {
        try
        {
            throw failure;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }
}
