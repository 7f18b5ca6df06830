using System.Globalization;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>
/// The standard variables of OpenTelemetry whose values are of a certain kind. Its libraries take the default for a
/// value of another kind, and say so to nobody.
/// </summary>
internal static class CollectorVariables
{
    /// <summary>The address of the collector.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Samplers =
    [
        "always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off",
        "parentbased_traceidratio",
    ];

    private static readonly Kind Address = new(
        value => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https",
        "the http or https address of a collector, such as http://localhost:4317");

    private static readonly Kind Protocol = new(value => value is "grpc" or "http/protobuf", "grpc or http/protobuf");

    private static readonly Kind Pairs = new(
        value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(pair => pair.IndexOf('=', StringComparison.Ordinal) > 0),
        "key=value, with commas between several");

    private static readonly Kind Milliseconds = new(IsNumber, "a whole number of milliseconds, such as 15000");

    private static readonly Kind Number = new(IsNumber, "a whole number above 0");

    private static readonly Kind Sampler = new(Samplers.Contains, $"one of {string.Join(", ", Samplers)}");

    private static readonly Kind Share = new(
        value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
            && share is >= 0 and <= 1,
        "a number from 0 to 1");

    private static readonly (string Name, Kind Kind)[] All =
    [
        (Endpoint, Address), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", Address),
        ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", Protocol),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", Protocol), ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", Protocol),
        ("OTEL_EXPORTER_OTLP_HEADERS", Pairs), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", Pairs),
        ("OTEL_EXPORTER_OTLP_METRICS_HEADERS", Pairs), ("OTEL_RESOURCE_ATTRIBUTES", Pairs),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", Milliseconds), ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", Milliseconds),
        ("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", Milliseconds), ("OTEL_METRIC_EXPORT_INTERVAL", Milliseconds),
        ("OTEL_METRIC_EXPORT_TIMEOUT", Milliseconds), ("OTEL_BSP_SCHEDULE_DELAY", Milliseconds),
        ("OTEL_BSP_EXPORT_TIMEOUT", Milliseconds), ("OTEL_BSP_MAX_QUEUE_SIZE", Number),
        ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", Number), ("OTEL_TRACES_SAMPLER", Sampler),
        ("OTEL_TRACES_SAMPLER_ARG", Share),
    ];

    /// <summary>One check of each; it throws <see cref="CannotStartException"/>, which names the variable.</summary>
    public static IEnumerable<Action> Checks(IConfiguration configuration) =>
        All.Select(one => (Action)(() => Require(one.Name, configuration[one.Name], one.Kind)));

    private static void Require(string name, string? value, Kind kind)
    {
        if (value is { Length: > 0 } && !kind.IsOne(value))
            throw new CannotStartException($"{name} is `{value}`: it must be {kind.Words}.");
    }

    private static bool IsNumber(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    /// <summary>What a value must be.</summary>
    private sealed record Kind(Func<string, bool> IsOne, string Words);
}
