using System.Diagnostics;

namespace ClusterEvents.Faults.Soak;

/// <summary>How long answers took since the table was last written.</summary>
internal sealed class Latencies
{
    private readonly Lock _lock = new();
    private List<double> _milliseconds = [];

    public void Add(Stopwatch since)
    {
        lock (_lock) _milliseconds.Add(since.Elapsed.TotalMilliseconds);
    }

    /// <summary>Median, 99th percentile and greatest in milliseconds, and begins anew; zeros for none.</summary>
    public (double Median, double Slow, double Slowest) Take()
    {
        List<double> taken;
        lock (_lock) (taken, _milliseconds) = (_milliseconds, []);
        if (taken.Count == 0) return default;
        taken.Sort();
        return (taken[taken.Count / 2], taken[taken.Count * 99 / 100], taken[^1]);
    }
}
