using System.Diagnostics;

namespace ClusterEvents.Benchmarks;

/// <summary>The result of one turn.</summary>
/// <param name="Count">The number of operations.</param>
/// <param name="Elapsed">The total time.</param>
/// <param name="Latencies">The time of each operation in milliseconds; empty if not measured.</param>
internal sealed record Turn(long Count, TimeSpan Elapsed, IReadOnlyList<double> Latencies)
{
    public double Rate => Count / Elapsed.TotalSeconds;

    /// <summary>Measures work that returns the number of operations.</summary>
    public static async Task<Turn> OfAsync(Func<Task<long>> work)
    {
        var start = Stopwatch.GetTimestamp();
        var count = await work();
        return new(count, Stopwatch.GetElapsedTime(start), []);
    }
}

/// <summary>Closed-loop load: each worker runs one operation after the other until the time is over.</summary>
internal static class Load
{
    /// <summary>Runs the load until the JIT compiler has optimised the hot paths.</summary>
    public static Task WarmUpAsync(IReadOnlyCollection<Func<Task>> workers, Options options) =>
        RunAsync(workers, options.Smoke ? options.Turn : 4 * options.Turn);

    public static async Task<Turn> RunAsync(IReadOnlyCollection<Func<Task>> workers, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(
            workers.Select(worker => Task.Run(() => RepeatAsync(worker, start, duration))));
        var elapsed = Stopwatch.GetElapsedTime(start);
        double[] all = [.. latencies.SelectMany(each => each)];
        return new(all.Length, elapsed, all);
    }

    private static async Task<List<double>> RepeatAsync(Func<Task> worker, long start, TimeSpan duration)
    {
        var latencies = new List<double>(4_096);
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            var began = Stopwatch.GetTimestamp();
            await worker();
            latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return latencies;
    }
}
