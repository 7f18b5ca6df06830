using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ClusterEvents.Faults;

/// <summary>The log of one seed's run, and its violations.</summary>
internal sealed class Journal(TextWriter output)
{
    /// <summary>The maximum number printed of each kind.</summary>
    private const int ShownOfOneRule = 10;

    private const int LongestText = 2_000;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, int> _counts = [];
    private readonly List<string> _violations = [];

    public IReadOnlyList<string> Violations
    {
        get { lock (_lock) return [.. _violations]; }
    }

    /// <summary>The number of violations, including those not printed.</summary>
    public int Count => _counts.Values.Sum();

    /// <summary>Planned faults that are not possible on this machine.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    public void LeaveOut(string fault, string why)
    {
        LeftOut = [.. LeftOut, fault];
        Say($"LEFT OUT: {fault}, for {why}");
    }

    public void Say(string line)
    {
        var time = _clock.Elapsed.TotalSeconds.ToString("000.000", CultureInfo.InvariantCulture);
        lock (_lock) output.WriteLine($"{time}  {line}");
    }

    /// <summary>Records that a guarantee of the service was violated.</summary>
    /// <param name="rule">The guarantee, always in the same words.</param>
    /// <param name="what">The evidence.</param>
    public void Violation(string rule, string what)
    {
        var count = _counts.AddOrUpdate(rule, 1, (_, before) => before + 1);
        if (count > ShownOfOneRule) return;
        var shown = what.Length > LongestText ? $"{what[..LongestText]}…" : what;
        var text = $"{rule}: {shown}{(count == ShownOfOneRule ? " (others of this kind are not shown)" : "")}";
        lock (_lock) _violations.Add(text);
        Say($"VIOLATION {text}");
    }
}
