using System.ComponentModel;
using System.Diagnostics;
using ClusterEvents.Faults.Clients;
using ClusterEvents.Faults.Stands;
using Npgsql;

namespace ClusterEvents.Faults.Soak;

/// <summary>Measures one node and its PostgreSQL.</summary>
internal sealed class Gauge(
    Stand stand, MetricsReceiver metrics, Observations observations, Latencies recording, Latencies reading)
{
    private const double Megabyte = 1_048_576;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _processor;
    private TimeSpan _last;

    /// <summary>The measurements so far.</summary>
    public List<SoakRow> Rows { get; } = [];

    /// <summary>Begins the time of the rows.</summary>
    public void Begin()
    {
        _clock.Restart();
        (_last, _processor) = (TimeSpan.Zero, Measured().TotalProcessorTime);
        recording.Take();
        reading.Take();
    }

    /// <param name="whole">Whether everything is collected first.</param>
    /// <param name="restarts">Restarts so far.</param>
    /// <param name="cancel">Cancels it.</param>
    /// <returns>The measurement; null while PostgreSQL or the node is away.</returns>
    public async Task<SoakRow?> MeasureAsync(bool whole, int restarts, CancellationToken cancel)
    {
        try
        {
            var store = await StoreSize.ReadAsync(stand.Store, cancel);
            using var node = Measured();
            // As it is, and not as it would be after the collection.
            var (resident, now) = (node.WorkingSet64, _clock.Elapsed);
            if (whole) await HeapProbe.CollectAsync(node.Id, cancel);
            var told = await metrics.NextAsync(cancel);
            // What is free between objects is no growth.
            var heap = (Sum(told, "dotnet.gc.last_collection.heap.size/")
                - Sum(told, "dotnet.gc.last_collection.heap.fragmentation.size/")) / Megabyte;
            var processor = (node.TotalProcessorTime - _processor) / (now - _last) * 100;
            var committed = told.GetValueOrDefault("dotnet.gc.last_collection.memory.committed_size") / Megabyte;
            var row = new SoakRow(
                now, resident / Megabyte, committed, heap, whole ? heap : null,
                told.GetValueOrDefault("dotnet.gc.collections/gen2"), node.Threads.Count, node.HandleCount, processor,
                store, Count("acknowledged"), recording.Take(), reading.Take(), restarts, Refusals());
            (_last, _processor) = (now, node.TotalProcessorTime);
            Rows.Add(row);
            return row;
        }
        catch (Exception missing) when (missing is NpgsqlException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private Process Measured() => Process.GetProcessById(stand.Nodes[0].ProcessId!.Value);

    private int Count(string what) => observations.Counts.GetValueOrDefault(what);

    private string Refusals() => string.Join("; ", observations.Counts
        .Where(count => count.Key.StartsWith("HTTP ", StringComparison.Ordinal)
            && count.Key is not ("HTTP 200" or "HTTP 201"))
        .OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key[5..]}: {count.Value}"));

    private static double Sum(Dictionary<string, double> told, string name) =>
        told.Where(one => one.Key.StartsWith(name, StringComparison.Ordinal)).Sum(one => one.Value);
}
