using ClusterEvents.EventStore.Integrity;

namespace ClusterEvents.Auditing.Verification;

/// <summary>The findings of one audit: all are counted, and the first ones are kept.</summary>
public sealed class Findings
{
    /// <summary>The maximum number kept. A history rewritten from its start would otherwise fill the memory.</summary>
    public const int Told = 1_000;

    private readonly Lock _lock = new();
    private readonly List<Finding> _first = [];

    public long Count { get; private set; }

    public IReadOnlyList<Finding> First
    {
        get { lock (_lock) return [.. _first]; }
    }

    public void Add(string code, string where, string detail)
    {
        lock (_lock)
        {
            Count++;
            if (_first.Count < Told) _first.Add(new(code, where, detail));
        }
    }

    /// <summary>Adds whatever a check finds.</summary>
    internal async Task AddAsync(IIntegrityCheck check, Snapshot snapshot, CancellationToken cancel)
    {
        foreach (var breach in await check.FindAsync(snapshot, cancel)) Add(breach.Code, breach.Where, breach.Detail);
    }
}

/// <summary>A discrepancy found by an audit.</summary>
/// <param name="Code">The kind of discrepancy, such as <c>event-altered</c>.</param>
/// <param name="Where">The event, leaf, tile, checkpoint, stream or timeline row.</param>
/// <param name="Detail">What is wrong, down to the field if possible.</param>
public sealed record Finding(string Code, string Where, string Detail);
