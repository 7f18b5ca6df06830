using ClusterEvents.Recording;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>OpenTelemetry traces and metrics, exported by OTLP when the standard variables name a collector.</summary>
public static class Observability
{
    public static void AddObservability(this WebApplicationBuilder builder)
    {
        // Without a collector, spans and their attributes would be created for nothing.
        if (builder.Configuration[CollectorVariables.Endpoint] is not { Length: > 0 }) return;
        foreach (var check in CollectorVariables.Checks(builder.Configuration)) check();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("clusterevents"))
            .WithTracing(traces => traces.AddSource(Telemetry.Name, "Marten", "Wolverine")
                .AddAspNetCoreInstrumentation().AddNpgsql())
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name, "Marten", "Wolverine", "Npgsql")
                .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation());
        OpenTelemetry.OpenTelemetryBuilderOtlpExporterExtensions.UseOtlpExporter(telemetry);
    }
}
