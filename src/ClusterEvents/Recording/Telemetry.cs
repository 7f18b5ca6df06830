using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ClusterEvents.Recording;

/// <summary>The metrics and traces of the service, under the name that OpenTelemetry subscribes to.</summary>
public static class Telemetry
{
    public const string Name = "ClusterEvents";

    public static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// A span for recordings that share a transaction: within the request of the only one, or linked to those of
    /// several.
    /// </summary>
    public static Activity? Recording(IReadOnlyCollection<ActivityContext> requests) => Span("record", requests);

    /// <summary>
    /// A span for events that are projected together, likewise within or linked to the traces that recorded them. An
    /// event keeps the id of its trace alone, as its correlation id, so its own id stands for the span.
    /// </summary>
    public static Activity? Projecting(IReadOnlyCollection<(Guid Event, string? CorrelationId)> events) =>
        !Source.HasListeners() ? null : Span("project", [.. events.Where(one => IsTrace(one.CorrelationId))
            .Select(one => new ActivityContext(
                ActivityTraceId.CreateFromString(one.CorrelationId), ActivitySpanId.CreateFromBytes(
                    one.Event.ToByteArray(bigEndian: true).AsSpan(8)), ActivityTraceFlags.Recorded))])
            ?.SetTag(EventsTag, events.Count);

    /// <summary>The tag that counts the events of a span.</summary>
    public const string EventsTag = "clusterevents.events";

    private static Activity? Span(string name, IReadOnlyCollection<ActivityContext> within)
    {
        ActivityContext[] traces = [.. within.Where(one => one.TraceId != default).DistinctBy(one => one.TraceId)];
        return traces is [var only] ? Source.StartActivity(name, ActivityKind.Internal, only)
            : Source.StartActivity(name, ActivityKind.Internal, parentContext: default,
                links: traces.Select(trace => new ActivityLink(trace)));
    }

    /// <summary>
    /// Whether it is a trace id as W3C Trace Context writes it; senders may correlate by something else.
    /// </summary>
    private static bool IsTrace(string? id) => id is { Length: 32 } && id.All(char.IsAsciiHexDigitLower)
        && id.Any(letter => letter != '0');

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Recorded =
        Meter.CreateCounter<long>("clusterevents.recorded", "{event}", "Events committed to the record");

    public static readonly Counter<long> Projected =
        Meter.CreateCounter<long>("clusterevents.projected", "{event}", "Events shown on timelines");

    public static readonly Counter<long> Sealed =
        Meter.CreateCounter<long>("clusterevents.sealed", "{event}",
            "Events that became leaves of the transparency log");
}
