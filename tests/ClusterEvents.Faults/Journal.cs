using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ClusterEvents.Faults;

/// <summary>What happened in the run of one seed, as it happened, and what should not have.</summary>
internal sealed class Journal(TextWriter output)
{
    /// <summary>Enough to see what is wrong; a broken service would print as many as there are events.</summary>
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

    /// <summary>How many there were, with those that are not listed.</summary>
    public int Count => _counts.Values.Sum();

    /// <summary>Faults of the plan that could not be made here.</summary>
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

    /// <summary>Notes that a promise of the service was broken.</summary>
    /// <param name="rule">The promise, in a few words that are the same every time.</param>
    /// <param name="what">What broke it.</param>
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
