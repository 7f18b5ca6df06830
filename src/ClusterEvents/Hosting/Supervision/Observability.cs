using ClusterEvents.Recording;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>OpenTelemetry traces and metrics, exported by OTLP when the standard variables name a collector.</summary>
public static class Observability
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT", Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    public static void AddObservability(this WebApplicationBuilder builder)
    {
        // Without a collector, spans and their attributes would be created for nothing.
        if (builder.Configuration[Endpoint] is not { Length: > 0 }) return;
        RequireCollector(builder.Configuration);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("clusterevents"))
            .WithTracing(traces => traces.AddSource(Telemetry.Name, "Marten", "Wolverine")
                .AddAspNetCoreInstrumentation().AddNpgsql())
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name, "Marten", "Wolverine", "Npgsql")
                .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation());
        OpenTelemetry.OpenTelemetryBuilderOtlpExporterExtensions.UseOtlpExporter(telemetry);
    }

    /// <summary>Rejects an address that the exporter would replace with its default.</summary>
    /// <exception cref="CannotStartException">The message names the variable.</exception>
    public static void RequireCollector(IConfiguration configuration)
    {
        if (configuration[Endpoint] is { Length: > 0 } endpoint
            && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new CannotStartException($"{Endpoint} is `{endpoint}`: it must be the http or https address of a "
                + "collector, such as http://localhost:4317.");
        if (configuration[Protocol] is { Length: > 0 } protocol and not ("grpc" or "http/protobuf"))
            throw new CannotStartException($"{Protocol} is `{protocol}`: it must be grpc or http/protobuf.");
    }
}
