using System.Diagnostics;

namespace ClusterEvents.Benchmarks;

/// <summary>What happened in one turn.</summary>
/// <param name="Count">How many things were done.</param>
/// <param name="Elapsed">How long it took altogether.</param>
/// <param name="Latencies">How long each took, in milliseconds; empty where they are not told apart.</param>
internal sealed record Turn(long Count, TimeSpan Elapsed, IReadOnlyList<double> Latencies)
{
    public double Rate => Count / Elapsed.TotalSeconds;

    /// <summary>Measures something that does a known number of things.</summary>
    public static async Task<Turn> OfAsync(Func<Task<long>> work)
    {
        var start = Stopwatch.GetTimestamp();
        var count = await work();
        return new(count, Stopwatch.GetElapsedTime(start), []);
    }
}

/// <summary>Load in a closed loop: each worker does one thing after the other until the time is over.</summary>
internal static class Load
{
    /// <summary>
    /// The same for as long as the runtime needs to compile what is used most, so that turns measure what stays.
    /// </summary>
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
