using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterEvents.Tests.Observability;

/// <summary>
/// What a program publishes as metrics: its own, and those of the libraries that the service exports.
/// </summary>
internal sealed class PublishedMetrics : IDisposable
{
    private static readonly string[] Exported =
        ["ClusterEvents", "Microsoft.AspNetCore.Hosting", "Npgsql", "System.Runtime"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Instrument> _instruments = new();
    private readonly ConcurrentQueue<(string Name, double Value)> _measured = new();

    public PublishedMetrics(TestApp app)
    {
        var meters = app.Get<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other programs of the test process publish as well; static meters belong to all.
            if (!Exported.Contains(instrument.Meter.Name)
                || (instrument.Meter.Scope is { } scope && scope != meters)) return;
            _instruments[instrument.Name] = instrument;
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) =>
            _measured.Enqueue((instrument.Name, value)));
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            _measured.Enqueue((instrument.Name, value)));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
            _measured.Enqueue((instrument.Name, value)));
        _listener.Start();
    }

    /// <summary>The names of the program's own metrics.</summary>
    public string[] Own =>
        [.. _instruments.Values.Where(one => one.Meter.Name == "ClusterEvents").Select(one => one.Name).Order()];

    /// <summary>The names as Prometheus writes them, with those of the series of a histogram.</summary>
    public IReadOnlySet<string> InPrometheus => _instruments.Values.SelectMany(Translated).ToHashSet();

    /// <summary>The measurements of a gauge now.</summary>
    public double[] Gauge(string name)
    {
        _measured.Clear();
        _listener.RecordObservableInstruments();
        return [.. _measured.Where(one => one.Name == name).Select(one => one.Value)];
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>By the rules of OTLP in Prometheus (UnderscoreEscapingWithSuffixes).</summary>
    private static IEnumerable<string> Translated(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            null or "" => "",
            var unit when unit.StartsWith('{') => "",
            var unit => throw new NotSupportedException(
                $"{instrument.Name} has the unit {unit}: write its suffix here."),
        };
        var kind = instrument.GetType().Name;
        return kind.StartsWith("Histogram", StringComparison.Ordinal)
            ? [name + "_bucket", name + "_count", name + "_sum"]
            : kind.StartsWith("Counter", StringComparison.Ordinal)
                || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? [name + "_total"] : [name];
    }
}
