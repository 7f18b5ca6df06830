using Microsoft.Extensions.Logging.Console;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>How lines of the log are written: as text for people, or as JSON for a log collector.</summary>
/// <param name="Name">The console formatter: <c>simple</c>, <c>json</c> or <c>systemd</c>.</param>
internal sealed record LogFormat(string Name)
{
    /// <summary>Milliseconds of UTC, so that lines of several nodes can be put in order.</summary>
    private const string Times = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private const string Setting = "Logging:Console:FormatterName";

    private static readonly string[] Known =
        [ConsoleFormatterNames.Simple, ConsoleFormatterNames.Json, ConsoleFormatterNames.Systemd];

    /// <summary>Adds the console log in the format of the setting <c>Logging__Console__FormatterName</c>.</summary>
    public static void AddTo(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Of(builder.Configuration));
        // Settings under Logging__Console__FormatterOptions come after these, and override them.
        builder.Services.Configure<SimpleConsoleFormatterOptions>(options =>
            (options.TimestampFormat, options.UseUtcTimestamp) = (Times + " ", true));
        builder.Services.Configure<JsonConsoleFormatterOptions>(options =>
            (options.TimestampFormat, options.UseUtcTimestamp) = (Times, true));
        builder.Services.Configure<ConsoleFormatterOptions>(options =>
            (options.TimestampFormat, options.UseUtcTimestamp) = (Times + " ", true));
        builder.Logging.AddConsoleFormatter<OutageLogFilter, ConsoleFormatterOptions>().AddConsole();
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console =>
        {
            // Standard output is for the data of commands; logs go to standard error.
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = nameof(OutageLogFilter);
        });
    }

    /// <exception cref="CannotStartException">There is no such format.</exception>
    public static LogFormat Of(IConfiguration configuration)
    {
        var name = configuration[Setting] is { Length: > 0 } given ? given : ConsoleFormatterNames.Simple;
        return new(Array.Find(Known, known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CannotStartException(
                $"Logging__Console__FormatterName is `{name}`: it must be simple, json or systemd."));
    }
}
