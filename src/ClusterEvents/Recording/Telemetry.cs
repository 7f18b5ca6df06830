using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ClusterEvents.Recording;

/// <summary>The metrics and traces of the service, under the name that OpenTelemetry subscribes to.</summary>
public static class Telemetry
{
    public const string Name = "ClusterEvents";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Recorded =
        Meter.CreateCounter<long>("clusterevents.recorded", "{event}", "Events committed to the record");

    public static readonly Counter<long> Projected =
        Meter.CreateCounter<long>("clusterevents.projected", "{event}", "Events shown on timelines");

    public static readonly Counter<long> Sealed =
        Meter.CreateCounter<long>("clusterevents.sealed", "{event}",
            "Events that became leaves of the transparency log");
}
