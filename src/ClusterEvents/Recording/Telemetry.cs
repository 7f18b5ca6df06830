using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ClusterEvents.Recording;

/// <summary>What the record tells of its own work, under the name that OpenTelemetry listens to.</summary>
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
